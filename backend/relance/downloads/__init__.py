"""Tables that leave as a file: how each should look, and its lines as CSV or as a workbook."""
