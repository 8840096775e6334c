package answer

import (
	"slices"
	"strings"

	"authcat/catalog"
	"authcat/catalog/find"
)

// Filters select operations by names as people write them; nil is no filter.
type Filters struct {
	Needs, APIs, Confidence   []string
	Method, Tag, Scope, Level *string
	Deprecated, Experimental  *bool
	Differs                   bool
	// Words are looked for in titles, paths, operationIds and tags.
	Words []string
}

// List returns the operations that the filters select. It fails with a
// *NameError where one of them names what the data set does not have.
func (c *Catalog) List(f Filters) ([]catalog.Operation, error) {
	q, err := f.query(c.Snapshot)
	if err != nil {
		return nil, err
	}
	return find.Select(c.Snapshot, q), nil
}

// query checks the filters against what there is.
func (f Filters) query(snapshot *catalog.Snapshot) (q find.Query, err error) {
	q.Words = strings.Fields(strings.ToLower(strings.Join(f.Words, " ")))
	q.Deprecated, q.Experimental, q.Differs = f.Deprecated, f.Experimental, f.Differs
	if q.Needs, err = named("needs", f.Needs, find.NeedsNamed); err != nil {
		return q, err
	}
	if q.Confidence, err = named("confidence", f.Confidence, find.ConfidenceNamed); err != nil {
		return q, err
	}
	if q.APIs, err = apisNamed(snapshot, f.APIs); err != nil {
		return q, err
	}
	for _, name := range []struct {
		of   string
		text *string
		into *string
		read func(*catalog.Snapshot, string) (string, error)
	}{
		{"method", f.Method, &q.Method, methodNamed}, {"tag", f.Tag, &q.Tag, find.TagNamed},
		{"scope", f.Scope, &q.Scope, find.ScopeNamed}, {"level", f.Level, &q.Level, find.LevelNamed},
	} {
		if name.text == nil {
			continue
		}
		if *name.into, err = name.read(snapshot, *name.text); err != nil {
			return q, &NameError{name.of, err}
		}
	}
	return q, nil
}

func methodNamed(_ *catalog.Snapshot, text string) (string, error) { return find.MethodNamed(text) }

func apisNamed(snapshot *catalog.Snapshot, apis []string) ([]string, error) {
	return named("api", apis, func(text string) (string, error) { return find.APINamed(snapshot, text) })
}

// OpenedBy returns the operations that list a scope. It fails with a
// *NothingError where none does.
func (c *Catalog) OpenedBy(scope string) ([]catalog.Operation, error) {
	name, err := find.ScopeNamed(c.Snapshot, scope)
	if err != nil {
		return nil, nothing("%v in the %s", err, c.Dataset)
	}
	opened := find.Select(c.Snapshot, find.Query{Scope: name})
	if len(opened) == 0 {
		return nil, nothing("no operation lists the scope %s in the %s", name, c.Dataset)
	}
	return opened, nil
}

// Taking returns the operations that name a user level. It fails with a
// *NothingError where none does.
func (c *Catalog) Taking(level string) ([]catalog.Operation, error) {
	name, err := find.LevelNamed(c.Snapshot, level)
	if err != nil {
		return nil, &NothingError{What: err.Error()}
	}
	taking := find.Select(c.Snapshot, find.Query{Level: name})
	if len(taking) == 0 {
		return nil, nothing("no operation names the level %s in the %s", name, c.Dataset)
	}
	return taking, nil
}

// Scopes lists the scopes with what each opens, or only those that open nothing
// for an API client.
func (c *Catalog) Scopes(patOnly bool) []catalog.ScopeUse {
	return slices.DeleteFunc(catalog.Scopes(c.Operations), func(use catalog.ScopeUse) bool { return patOnly && !use.UserTokensOnly() })
}

// Features lists the features of some APIs, or of all, that have the words in
// their name. It fails with a *NameError where there is no such API, with a
// *NothingError where there is no such feature.
func (c *Catalog) Features(apis, words []string) ([]catalog.Feature, error) {
	only, err := apisNamed(c.Snapshot, apis)
	if err != nil {
		return nil, err
	}
	text := strings.ToLower(strings.Join(words, " "))
	features := slices.DeleteFunc(catalog.Features(find.Select(c.Snapshot, find.Query{APIs: only})), func(f catalog.Feature) bool {
		return !strings.Contains(strings.ToLower(f.Name), text)
	})
	if len(features) == 0 {
		return nil, nothing("no feature has these words in its name in the %s", c.Dataset)
	}
	return features, nil
}

// Findings lists what is odd, missing or contradictory in the published data: of
// a class, "" for all, in some APIs, or in all; by severity and class. It fails
// with a *NameError where there is no such API.
func (c *Catalog) Findings(class catalog.Code, apis []string) ([]catalog.Finding, error) {
	only, err := apisNamed(c.Snapshot, apis)
	if err != nil {
		return nil, err
	}
	found := slices.DeleteFunc(c.AllFindings(), func(f catalog.Finding) bool {
		return class != "" && f.Code != class || len(only) > 0 && !slices.Contains(only, f.API)
	})
	catalog.SortFindings(found)
	return found, nil
}
