package explorer

import (
	"authcat/catalog"
	"authcat/export"
)

func needsWords() []Credential {
	all := make([]Credential, 0, len(catalog.AllNeeds))
	for _, needs := range catalog.AllNeeds {
		all = append(all, Credential{
			ID: string(needs), Heading: export.NeedsHeading(needs), Phrase: export.NeedsPhrase(needs),
			PAT:               string(needs.Accepts(catalog.CredentialPAT)),
			AuthorizationCode: string(needs.Accepts(catalog.CredentialAuthorizationCode)),
			ClientCredentials: string(needs.Accepts(catalog.CredentialClient)),
		})
	}
	return all
}

func basisWords() []Word {
	return []Word{
		{string(catalog.BasisOperation), export.BasisPhrase(catalog.BasisOperation)},
		{string(catalog.BasisInherited), export.BasisPhrase(catalog.BasisInherited)},
	}
}

func confidenceWords() []Word {
	all := make([]Word, 0, len(catalog.AllConfidences))
	for _, confidence := range catalog.AllConfidences {
		all = append(all, Word{string(confidence), export.ConfidencePhrase(confidence)})
	}
	return all
}

func levelsSourceWords() []Word {
	var all []Word
	for _, witness := range catalog.BelievedOf(catalog.FactLevels) {
		phrase := "only the " + export.WitnessPhrase(witness) + " says so"
		switch witness {
		case catalog.WitnessExtension:
			phrase = "stated by " + catalog.LevelsField
		case catalog.WitnessCorrection:
			phrase = "corrected by hand"
		}
		all = append(all, Word{witness.Column(), phrase})
	}
	return all
}

func (e *encoder) publishedAPIs() []API {
	all := make([]API, 0, len(e.apis.names))
	specs := map[string]string{}
	for _, document := range e.snapshot.Documents {
		if document.Role == catalog.RoleSpec {
			specs[document.API] = document.URL
		}
	}
	for _, id := range e.apis.names {
		api, _ := e.snapshot.API(id)
		all = append(all, API{
			ID: id, Title: api.Title, BasePath: api.BasePath, Status: api.Status, EndOfLife: api.EndOfLife, Spec: specs[id],
		})
	}
	return all
}

func (e *encoder) findingClasses() []FindingClass {
	all := make([]FindingClass, 0, len(e.classes.names))
	for _, code := range e.classes.names {
		class, _ := catalog.ClassOfCode(catalog.Code(code))
		words := export.FindingWordsOf(class.Code)
		all = append(all, FindingClass{
			Code: code, Severity: string(class.Severity), Conflict: class.Conflict, Title: words.Title, Assumed: words.Assumed,
		})
	}
	return all
}

func (e *encoder) levelsWithTitles() []Level {
	titles := map[string]string{}
	for _, level := range e.snapshot.Levels {
		titles[level.Name] = level.Title
	}
	all := make([]Level, 0, len(e.levels.names))
	for _, name := range e.levels.names {
		title := titles[name]
		switch name {
		case catalog.LevelAny:
			title = "every user"
		case catalog.LevelAPI:
			title = "an API client without a user"
		case catalog.LevelUser:
			title = catalog.LevelUserTitle
		}
		all = append(all, Level{Name: name, Title: title})
	}
	return all
}
