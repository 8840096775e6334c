package sqlite

import (
	"authcat/catalog"
	"authcat/catalog/find"
)

func (w *writer) conclusions(id int64, o *catalog.Operation) {
	w.scopes(id, "user", o.Decision.UserScopes)
	w.scopes(id, "client", o.Decision.ClientScopes)
	for _, tag := range catalog.Normalize(o.Tags) {
		w.exec(`INSERT INTO operation_tag (operation, tag) VALUES (?, ?)`, id, tag)
	}
	for _, level := range o.UserLevels {
		w.exec(`INSERT INTO operation_level (operation, level) VALUES (?, ?)`, id, level)
	}
	for _, api := range o.DiffersIn {
		w.exec(`INSERT INTO operation_differs (operation, api) VALUES (?, ?)`, id, api)
	}
	for _, finding := range o.Findings {
		w.finding(id, finding)
	}
}

// features keeps how far an API client gets with each tag of each API.
func (w *writer) features(snapshot *catalog.Snapshot) {
	for _, api := range snapshot.APIs {
		for _, f := range catalog.Features(find.Select(snapshot, find.Query{APIs: []string{api.ID}})) {
			w.exec(`INSERT INTO feature (api, tag, api_client) VALUES (?, ?, ?)`, api.ID, f.Name, f.Client())
		}
	}
}

// versions keeps what older versions of endpoints state otherwise than the current one.
func (w *writer) versions(endpoints []catalog.Endpoint, ids map[catalog.Key]int64) {
	for _, endpoint := range endpoints {
		for _, o := range endpoint.Versions[1:] {
			if endpoint.Variant(o) {
				continue
			}
			for _, fact := range endpoint.Current().Differences(o) {
				w.exec(`INSERT INTO version_difference (operation, fact) VALUES (?, ?)`, ids[o.Key], fact)
			}
		}
	}
}
