"""Awkward text files, made as councils that do not exist might have made them."""


# Kirkwall-on-the-Wold exports from an old system: Windows-1252, semicolons, a repeated heading, leading zeros.
def kirkwold() -> bytes:
    return (
        "Action no;Action required;Action owner;Deadline;Current status;Comments\r\n"
        "001;Review the £50k grant – “small steps”;Zoë O’Neill;30/09/2024;On track;Café sessions held\r\n"
        '002;"Train staff; all schools";Head of Service;Sept 2024;Delayed;\r\n'
        "Action no;Action required;Action owner;Deadline;Current status;Comments\r\n"
        "003;Write to families;PCF;31/06/2025;On hold;\r\n"
        ";;;;;\r\n"
        "010;Report;DCO;09/30/2024;;\r\n"
    ).encode("cp1252")


# Fenwick saves as "Unicode text".
def fenwick() -> bytes:
    return (
        "Theme\tAction\tLead\tDue\tRAG rating\r\n"
        "Early help\tOffer clinics\tNHS\tAutumn term\tGreen\r\n"
        "\tOffer calls\tNHS\tSpring Term 2024/25\tGreen/Amber\r\n"
        "Transitions\tVisit colleges\tSENCos\tSept 2024 – July 2025\tAmber\r\n"
        "Early help\tWrite a leaflet\tPCF\tSeptember – December 2024\tgreen\r\n"
    ).encode("utf-16")


# Ashby writes references into the wording, and names no priorities.
def ashby() -> bytes:
    return (
        "\ufeffAction,Responsible,When\n"
        "1.1 Agree terms of reference,Chair,Jan 2025\n"
        "1.2: Hold a launch,Chair,2025-02-14\n"
        '2.1 - Map services,"A Smith, B Jones",by end of March 2025\n'
    ).encode()


# Coldbrook has neither references nor priorities.
def coldbrook() -> bytes:
    return (
        b"Activity,Owner,Target date,Status\n"
        b"12 weeks of coaching for SENCos,Inclusion team,In place by July 2025,In progress\n"
        b"Publish waiting times,ICB,monthly,Done\n"
    )
