package factfile

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"authcat/catalog"
)

// The keywords of an operation's security, by who stated it. Every operation has
// one: a line that is missing can't be taken for a list without alternatives.
var bases = []struct {
	keyword string
	basis   catalog.Basis
}{
	{"security", catalog.BasisOperation},
	{"inherited", catalog.BasisInherited},
	{"unstated", ""},
}

// StatesSecurity reports whether a line is one of an operation's own security.
func StatesSecurity(line string) bool {
	keyword, _, _ := strings.Cut(line, " ")
	for _, row := range bases {
		if row.keyword == keyword {
			return true
		}
	}
	return false
}

// securityFields are the lines of a security, an alternative each; at finds it,
// nil where none is written, the keyword that its lines had so far, and its schemes.
func securityFields(prefix string, at func(*block) (*catalog.Security, *string, *schemes)) []field[block] {
	var fields []field[block]
	for _, row := range bases {
		fields = append(fields, field[block]{prefix + row.keyword,
			func(b *block) []string {
				if security, _, _ := at(b); security != nil && security.Basis == row.basis {
					return alternatives(*security)
				}
				return nil
			},
			func(b *block, line string) error {
				security, stated, schemes := at(b)
				if security == nil {
					b.page.Security = &catalog.Security{}
					security = b.page.Security
				}
				if *stated != "" && (*stated != row.keyword || line == noAlternative || len(security.Alternatives) == 0) {
					return errors.New("it contradicts another line about the security")
				}
				*stated, security.Basis = row.keyword, row.basis
				return schemes.alternative(security, line)
			},
		})
	}
	return fields
}

func ownSecurity(b *block) (*catalog.Security, *string, *schemes) {
	return &b.observation.Security, &b.stated, &b.head.schemes
}

func pageSecurity(b *block) (*catalog.Security, *string, *schemes) {
	return b.page.Security, &b.pageStated, &b.pageSchemes
}

func alternatives(security catalog.Security) []string {
	if len(security.Alternatives) == 0 {
		return []string{noAlternative}
	}
	var lines []string
	for _, alternative := range security.Alternatives {
		uses := make([]string, len(alternative))
		for i, use := range alternative {
			uses[i] = joinWords(append([]string{use.Scheme}, use.Scopes...))
		}
		lines = append(lines, cmp.Or(strings.Join(uses, " "+together+" "), noScheme))
	}
	return lines
}

func (s *schemes) alternative(security *catalog.Security, line string) error {
	requirement := catalog.Requirement{}
	switch line {
	case noAlternative:
		return nil
	case noScheme:
	default:
		tokens, err := splitTokens(line)
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
				Undeclared: slices.Contains(s.undeclared, words[0]),
				Scoped:     !slices.Contains(s.unscoped, words[0]),
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
