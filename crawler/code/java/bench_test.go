package java

import (
	"strings"
	"testing"
)

// source is what a client of the API looks like.
const source = `package com.acme.isc;

import java.util.List;
import okhttp3.*;

/** Lists accounts. */
public class AccountClient extends Base<Account> {
    private static final String BASE = "https://" + TENANT + ".api.identitynow.com";

    @Value("${isc.limit}")
    private int limit;
    private final OkHttpClient client = new OkHttpClient();

    public AccountClient(Config config) {
        this.config = config;
    }

    // All pages.
    public List<Account> accounts(String sourceId, Map<String, List<String>> options) throws IOException {
        final String url = String.format("%s/v3/accounts?limit=%d", BASE, limit) + "&filters=" + filter(sourceId);
        Request request = new Request.Builder()
            .url(url)
            .header("Authorization", "Bearer " + config.token())
            .get()
            .build();
        try (Response response = client.newCall(request).execute()) {
            for (Account account : read(response.body().string())) {
                if (account.isUncorrelated() && !options.isEmpty()) {
                    list.add((Account) account.with(options.get("a")));
                }
            }
        } catch (IOException | RuntimeException e) {
            log.error("failed: {}", e.getMessage());
        }
        return list.stream().filter(a -> a.getId() != null).map(Account::copy).toList();
    }
}
`

func BenchmarkParse(b *testing.B) {
	body := []byte(strings.Repeat(source, 100))
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		Parse(body)
	}
}
