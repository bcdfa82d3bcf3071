"""Where a file goes that somebody sends: into memory, up to a limit, and never onto the disk of the host."""

import io
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

# All files of one request together. A form may allow less (design/uploads.py).
MOST_BYTES = 10 * 1024 * 1024


class MemoryUploadHandler(FileUploadHandler):
    """Keeps what is sent, MOST_BYTES for a whole request; of a larger file only how large it was.

    It stands for both of Django's own handlers: theirs writes larger files into a temporary folder, before anybody
    knows who sends them.
    """

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self._room = MOST_BYTES
        self._kept = io.BytesIO()

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._kept = io.BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self._room -= len(raw_data)
        if self._room >= 0:
            self._kept.write(raw_data)
        elif self._kept.getbuffer().nbytes:
            self._kept = io.BytesIO()

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """The file; one that found no room is empty, and `size` says how large it was."""
        self._kept.seek(0)
        return InMemoryUploadedFile(
            file=self._kept, field_name=self.field_name, name=self.file_name, content_type=self.content_type,
            size=file_size, charset=self.charset, content_type_extra=self.content_type_extra,
        )  # fmt: skip
