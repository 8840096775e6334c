package factfile

import (
	"errors"
	"io/fs"
	"slices"
	"strings"
	"time"

	"authcat/catalog"
)

// documentLine reads a line about a document.
func documentLine(document *catalog.Document, keyword, text string) (err error) {
	switch keyword {
	case "url":
		document.URL = text
	case "sha256":
		document.SHA256 = text
	case "fetched":
		document.FetchedAt, err = time.Parse(time.RFC3339, text)
	case "kept":
		document.Kept = true
	case "refused":
		document.Refused = text
	case "refused-on":
		document.RefusedOn = text
	default:
		err = errKeyword
	}
	return err
}

// decodeSites reads the documents that belong to no API, and the user levels.
func decodeSites(files fs.FS, facts *catalog.Facts) error {
	data, err := fs.ReadFile(files, SitesName)
	if err != nil {
		return err
	}
	for block := range strings.SplitSeq(string(data), "\n\n") {
		var document catalog.Document
		var level *catalog.UserLevel
		err := eachLine(block, func(keyword, rest string) error {
			if level != nil && keyword == "excludes" {
				var err error
				level.Excludes, err = splitWords(rest)
				return err
			}
			text, err := unquoteText(rest)
			switch {
			case err != nil:
			case keyword == "document":
				document.Role = catalog.Role(text)
			case keyword == "level":
				level = &catalog.UserLevel{Name: text}
			case level != nil && keyword == "title":
				level.Title = text
			default:
				err = documentLine(&document, keyword, text)
			}
			return err
		})
		if err != nil {
			return errors.Join(errors.New(SitesName), err)
		}
		if document.Role != "" {
			facts.Documents = append(facts.Documents, document)
		}
		if level != nil {
			facts.Levels = append(facts.Levels, *level)
		}
	}
	return nil
}

// statement reads what a witness says that has no lines of its own.
func (r *reader) statement(key catalog.Key, line string) error {
	words, err := splitWords(line)
	if err != nil {
		return err
	}
	if len(words) != 6 {
		return errors.New("not a witness, a fact, a value, a pointer, an address and a day")
	}
	s := catalog.Statement{Witness: catalog.Witness(words[0]), Fact: catalog.Fact(words[1]), Pointer: words[3], URL: words[4], On: words[5]}
	s.Value, err = catalog.ParseValue(s.Fact, words[2])
	r.facts.Statements = append(r.facts.Statements, catalog.OperationStatement{Key: key, Statement: s})
	return err
}

// proseLine reads a line about what the words say; keyword is without its
// prefix, witness is whose words of the operation they are.
func proseLine(prose *catalog.Prose, o *catalog.Observation, witness catalog.Witness, keyword, rest string) (err error) {
	switch keyword {
	case "levels":
		prose.Levels, err = splitWords(rest)
	case "scopes":
		prose.Scopes, err = splitWords(rest)
	case "when":
		var c catalog.Condition
		c, err = readCondition(rest, o.Place(witness))
		prose.Conditions = append(prose.Conditions, c)
	case "condition": // a sentence, in files from before conditions were data: nothing follows from it
	case "needs":
		prose.Needs = catalog.Class(rest)
		if prose.Needs != catalog.ClassUser && prose.Needs != catalog.ClassClient {
			err = errors.New("no kind of token")
		}
	case "all-scopes":
		prose.AllScopes = true
	case "broken":
		prose.Broken = true
	default:
		err = errKeyword
	}
	return err
}

// pageLine reads a line about the documentation page; keyword is without its prefix.
func (r *reader) pageLine(b *block, keyword, rest string) (err error) {
	page := &b.page
	switch keyword {
	case "":
		page.URL, err = unquoteText(rest)
	case "read":
		var words []string
		if words, err = splitWords(rest); err == nil && len(words) != 2 {
			err = errors.New("not a time and a hash")
		}
		if err == nil {
			page.SHA256 = words[1]
			page.Read, err = time.Parse(time.RFC3339, words[0])
		}
	case "title":
		page.Title, err = unquoteText(rest)
	case "deprecated":
		page.Deprecated = true
	case "experimental":
		page.Experimental = true
	case keywordOperation, keywordInherited, keywordUnstated:
		if page.Security == nil {
			page.Security = &catalog.Security{}
		}
		err = r.securityLine(page.Security, &b.pageStated, keyword, rest)
	case "levels":
		page.Levels, err = splitWords(rest)
	default:
		name, ok := strings.CutPrefix(keyword, "prose-")
		if !ok {
			return errKeyword
		}
		err = proseLine(&page.Prose, &catalog.Observation{Key: page.Key}, catalog.WitnessPage, name, rest)
	}
	return err
}

// securityLine reads one alternative, or that there is none. All lines of a
// security start with one keyword.
func (r *reader) securityLine(security *catalog.Security, stated *string, keyword, text string) error {
	if *stated != "" && (*stated != keyword || text == noAlternative || len(security.Alternatives) == 0) {
		return errors.New("it contradicts another line about the security")
	}
	*stated = keyword
	switch keyword {
	case keywordOperation:
		security.Basis = catalog.BasisOperation
	case keywordInherited:
		security.Basis = catalog.BasisInherited
	}
	return r.alternative(security, text)
}

func (r *reader) alternative(security *catalog.Security, text string) error {
	requirement := catalog.Requirement{}
	switch text {
	case noAlternative:
		return nil
	case noScheme:
	default:
		tokens, err := splitTokens(text)
		if err != nil {
			return err
		}
		for more := true; more; {
			var words []string
			if words, tokens, more, err = cutUse(tokens); err != nil {
				return err
			}
			requirement = append(requirement, catalog.SchemeUse{
				Scheme:     words[0],
				Scopes:     words[1:],
				Undeclared: slices.Contains(r.undeclared, words[0]),
				Scoped:     !slices.Contains(r.unscoped, words[0]),
			})
		}
	}
	security.Alternatives = append(security.Alternatives, requirement)
	return nil
}

// cutUse reads a scheme and its scopes, up to the sign between schemes.
func cutUse(tokens []string) (words, rest []string, more bool, err error) {
	if at := slices.Index(tokens, together); at >= 0 {
		tokens, rest, more = tokens[:at], tokens[at+1:], true
	}
	if len(tokens) == 0 || tokens[0] == "" {
		return nil, nil, false, errors.New("no scheme")
	}
	words, err = unquoteWords(tokens)
	return words, rest, more, err
}

func (r *reader) problem(block string) error {
	problem := catalog.Problem{Key: catalog.Key{API: r.api.ID}}
	err := eachLine(block, func(keyword, rest string) error {
		text, err := unquoteText(rest)
		switch keyword {
		case "problem":
			problem.Code = catalog.Code(text)
		case "method":
			problem.Method = text
		case "path":
			problem.Path = text
		case "seen":
			problem.Seen = text
		case "pointer":
			problem.Pointer = text
		default:
			return errKeyword
		}
		return err
	})
	if err == nil && problem.Code == "" {
		err = errors.New("a problem of no class")
	}
	r.facts.Problems = append(r.facts.Problems, problem)
	return err
}
