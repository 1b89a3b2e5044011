"""An import over the API, as the web app sends it."""

import http.client
import json
from urllib.parse import urlsplit

_EDGE = "rig-edge"


def start_import(api_url: str, key: str, *, people: int) -> int:
    """Upload a file of people nobody else has; returns the id of the job. Raises OSError."""
    lines = "".join(f"+2290195{number:06d},Afi\r\n" for number in range(people))
    body = (
        f'--{_EDGE}\r\ncontent-disposition: form-data; name="category_name"\r\n\r\nImported\r\n'
        f'--{_EDGE}\r\ncontent-disposition: form-data; name="file"; filename="people.csv"\r\n'
        f"content-type: text/csv\r\n\r\nphone,first_name\r\n{lines}\r\n--{_EDGE}--\r\n"
    ).encode()
    connection = http.client.HTTPConnection(urlsplit(api_url).netloc, timeout=30)
    headers = {"Authorization": f"Bearer {key}", "Content-Type": f"multipart/form-data; boundary={_EDGE}"}
    connection.request("POST", "/api/contacts/import", body, headers)
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    if answer.status != http.client.ACCEPTED:
        raise OSError(f"the import was refused: {content!r}")
    return int(json.loads(content)["id"])
