package python

import (
	"strings"
	"testing"
)

// source is what scripts against the API look like.
const source = `"""Lists accounts."""
import requests
from sailpoint.v2025 import AccountsApi

BASE = "https://{}.api.identitynow.com".format(TENANT)

class Client(Base):
    timeout: int = 30

    def __init__(self, session: requests.Session, base: str = BASE, **options):
        self.session, self.base = session, base
        self.headers = {"Authorization": f"Bearer {options['token']}", "Accept": "application/json"}

    def accounts(self, source_id, limit=250):
        # All pages.
        url = f"{self.base}/v3/accounts?filters=sourceId eq \"{source_id}\"" + "&limit=" + str(limit)
        offset = 0
        while True:
            answer = self.session.get(url, params={"offset": offset}, headers=self.headers, timeout=self.timeout)
            if answer.status_code != 200:
                raise RuntimeError("%s answered %d" % (url, answer.status_code))
            page = [account["id"] for account in answer.json() if account.get("uncorrelated")]
            if not page:
                return
            for i, account in enumerate(page):
                yield account
            offset += limit

`

func BenchmarkParse(b *testing.B) {
	body := []byte(strings.Repeat(source, 100))
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		Parse(body)
	}
}
