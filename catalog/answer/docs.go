package answer

// Docs is the address of the page that documents the one endpoint that was found,
// in the first of its versions that has one: the current one, where it was found.
// It fails with a *SeveralError where there are more endpoints, with a
// *NothingError where there is no page.
func (f *Found) Docs() (string, error) {
	if endpoints := f.Endpoints(); len(endpoints) > 1 {
		return "", &SeveralError{f.Question, endpoints}
	}
	for _, o := range f.Operations {
		if o.DocsURL != "" {
			return o.DocsURL, nil
		}
	}
	return "", nothing("no documentation page is known of %s in the %s", f.Operations[0].Called(), f.Dataset)
}
