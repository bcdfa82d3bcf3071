"""Reports that were finalised in a period: the bytes that were kept, with the list by which they are verified."""

from collections.abc import Iterator, Mapping

from governance.bundle.period import File, Part, Period
from governance.models import ReportFile, ReportVersion
from governance.reports.draft import moment_words
from governance.reports.manifest import AUTHOR, file_name, read_manifest
from governance.reports.reading import tells_of_exempt
from governance.services.exporting import kept_file


def reports_part(period: Period) -> Part:
    """Each version on the plan that was finalised in the period, in all its formats; what is left out is said."""
    versions = list(
        ReportVersion.objects.filter(report__plan=period.plan, recorded_at__range=period.moments)
        .defer("content")
        .select_related("report__body", "report__plan")
        .order_by("report__slug", "number")
    )
    left_out = [version for version in versions if tells_of_exempt(version, period.now)]
    told = {version.pk: version for version in versions if version not in left_out}
    nothing = "No report on this plan was finalised in this period."
    return Part("Reports as finalised", _files(told), nothing * (not left_out), [_left_out(one) for one in left_out])


def _left_out(version: ReportVersion) -> str:
    return (
        f"{_named(version)}, finalised {moment_words(version.recorded_at)}, is left out: it prints a decision on an "
        "item that has become exempt since. Ask the co-ordinator for it."
    )


def _files(versions: Mapping[int, ReportVersion]) -> Iterator[File]:
    order = ("version__report__slug", "version__number", "part", "format")
    kept = ReportFile.objects.filter(version__in=list(versions)).order_by(*order)
    told: set[int] = set()
    # One file at a time: papers with their pictures are large.
    for file in kept.iterator(chunk_size=1):
        version = versions[file.version_id]
        if version.pk not in told:
            told.add(version.pk)
            yield _manifest(version)
        words = f"{_named(version)}: {file_name((file.part, file.format))}"
        yield File(f"{_folder(version)}/{kept_file(version, file).name}", words, bytes(file.body))


def _manifest(version: ReportVersion) -> File:
    words = (
        f"{_named(version)}, finalised {moment_words(version.recorded_at)}: what it consists of. "
        f"Fingerprint {version.fingerprint}"
    )
    return File(f"{_folder(version)}/manifest.txt", words, _without_name(version).encode())


def _without_name(version: ReportVersion) -> str:
    """The list as kept, but for the name of whoever finalised the version: a bundle names nobody. The fingerprint is
    that of the whole list, which the portal verifies.
    """
    kept = read_manifest(version.manifest) | {AUTHOR: "not printed in a bundle"}
    lines = [f"{name}: {value}" for name, value in kept.items()]
    return "\n".join([f"fingerprint of the whole list: {version.fingerprint}", *lines, ""])


def _named(version: ReportVersion) -> str:
    return f"Report to the {version.report.body}, version {version.number}"


def _folder(version: ReportVersion) -> str:
    return f"reports/{version.report.slug}/version-{version.number}"
