"""Contacts, categories, and files of both."""

CONTACTS = {
    "contact_exists": (409, "A contact with the number {phone} exists already."),
    "contact_opted_out": (409, "This number asked for no more messages."),
    "contact_erased": (409, "The person with this number asked to be erased, and is not written to again."),
    "phone_refused": (422, "The phone number is not usable: {why:clause}."),
    "unknown_country": (422, "'{country}' is not a country code of two letters such as BJ or FR."),
    "category_exists": (409, "A category named '{name}' exists already."),
    "category_in_use": (409, "A campaign uses this category: delete the campaign first."),
    "category_name_refused": (422, "The name of a category has 1 to {most:count} printable characters."),
    "color_refused": (422, "'{color}' is not a colour such as #228be6."),
    "category_twice": (422, "Say either category_id or category_name, not both."),
    "category_unknown": (422, "There is no category {id:api}."),
    "import_gives_up": (422, "The import was broken off too often."),
    "import_interrupted": (
        409,
        "It was broken off by the person who had started it; what was stored stays.",
    ),
    "import_not_checked": (
        409,
        "This is no dry run that has ended and whose file is still here: it is kept for a day.",
    ),
    "import_not_undoable": (
        409,
        "It cannot be taken back: it goes on still, wrote nothing, or ended more than 24 hours ago.",
    ),
    "file_too_large": (413, "A file may have {most:megabytes}: split it."),
    "file_empty": (422, "The file is empty."),
    "file_not_readable": (422, "{file} cannot be read: {trouble:api}."),
    "file_is_web_page": (
        422,
        "This is a web page or an XML file that is called a spreadsheet. Open it in your spreadsheet program"
        " and save it as XLSX or CSV.",
    ),
    "not_a_table": (422, "This is neither a CSV file nor an Excel workbook that can be read."),
    "sheet_unknown": (422, "The workbook has no sheet '{sheet}': it has {sheets:list}."),
    "workbook_locked": (422, "The workbook is protected by a password."),
    "workbook_too_large": (
        422,
        "The workbook is too large: with {size:megabytes}, {unpacked:megabytes} unpacked, it takes more than"
        " {memory:megabytes} of memory or {seconds:seconds} to be read. Save it as CSV.",
    ),
    "workbooks_busy": (
        503,
        "Other workbooks are being read at the moment. Try again in half a minute, or save it as CSV.",
    ),
    "workbook_reader_missing": (
        503,
        "Relance runs as root and may not become another user (CAP_SETUID, CAP_SETGID), so it reads no"
        " workbooks: save it as CSV, or start Relance as an ordinary user.",
    ),
    "no_contacts": (422, "The file has a header and no line below it."),
    "too_many_columns": (422, "The file has more than {most:count} columns."),
    "no_phone_column": (422, "{why:reason}"),
    "mapping_refused": (422, "{why:reason}"),
}
