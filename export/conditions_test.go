package export

import (
	"testing"

	"authcat/catalog"
)

func TestConditionPhrase(t *testing.T) {
	level := func(names ...string) catalog.Subject { return catalog.Subject{Type: catalog.OnLevel, Names: names} }
	scope := func(names ...string) catalog.Subject { return catalog.Subject{Type: catalog.OnScope, Names: names} }
	parameter := func(value string) catalog.Subject {
		return catalog.Subject{Type: catalog.OnParameter, Names: []string{"owner-id"}, Value: value}
	}
	without := func(s catalog.Subject) catalog.Subject { s.Without = true; return s }
	all, feature := catalog.Subject{Type: catalog.OnAll}, catalog.Subject{Type: catalog.OnFeature, Names: []string{"Segments"}}
	tests := []struct {
		kind    catalog.ConditionKind
		applies catalog.Subject
		asks    catalog.Ask
		want    string
	}{
		{catalog.Narrows, level("ROLE_SUBADMIN"), catalog.Ask{Person: catalog.PersonAdministrator, Object: "source"}, "ROLE_SUBADMIN: only where the user administers the source"},
		{catalog.Narrows, all, catalog.Ask{Person: catalog.PersonReviewer, Object: "certification-task"}, "only where the user is a reviewer of the certification task"},
		{catalog.Narrows, level("A", "B"), catalog.Ask{}, "A B: only in part, as the description says"},
		{catalog.Narrows, feature, catalog.Ask{Token: catalog.ClassUser}, "where the tenant uses Segments: only a user's token is sure to work"},
		{catalog.Narrows, feature, catalog.Ask{}, "where the tenant uses Segments: only what it lets the user see"},
		{catalog.Widens, all, catalog.Ask{Person: catalog.PersonReviewer, Object: "certification"}, "also for a reviewer of the certification"},
		{catalog.Widens, scope("a:b:c"), catalog.Ask{Person: catalog.PersonOwner, Object: "source"}, "a:b:c: not needed by the owner of the source"},
		{catalog.Widens, scope("a:b:c"), catalog.Ask{Levels: []string{"A", "B", "C"}}, "a:b:c: not needed with the user level A, B or C"},
		{catalog.Widens, level("ORG_ADMIN"), catalog.Ask{Person: catalog.PersonAnyone}, "ORG_ADMIN: whosever object it is"},
		{catalog.Widens, scope("a:b:c"), catalog.Ask{}, "a:b:c: opens more, as the description says"},
		{catalog.Pairs, scope("a:b:c"), catalog.Ask{Levels: []string{"USER"}}, "a:b:c: goes with the user level USER"},
		{catalog.Ownership, all, catalog.Ask{Person: catalog.PersonSelf, Object: "password"}, "for one's own password"},
		{catalog.Ownership, all, catalog.Ask{Person: catalog.PersonManager}, "where the user is the manager"},
		{catalog.Ownership, without(level("ORG_ADMIN")), catalog.Ask{Person: catalog.PersonSelf}, "without ORG_ADMIN: only for oneself"},
		{catalog.Ownership, without(scope("a:b:c")), catalog.Ask{Person: catalog.PersonOwner, Object: "violation"}, "without a:b:c: only where the user is the owner of the violation"},
		{catalog.ByParameter, without(level("ORG_ADMIN")), catalog.Ask{Parameter: "owner-id", Value: catalog.ValueMe}, "without ORG_ADMIN: only with owner-id=me or one's own id"},
		{catalog.ByParameter, level("ORG_ADMIN"), catalog.Ask{Parameter: "owner-id", Value: catalog.ValueAny}, "ORG_ADMIN: with anybody's id as owner-id"},
		{catalog.ByParameter, level("ORG_ADMIN"), catalog.Ask{Parameter: "owner-id", Value: catalog.ValueOmitted}, "ORG_ADMIN: also without owner-id"},
		{catalog.ByParameter, level("ROLE_SUBADMIN"), catalog.Ask{Parameter: "for-subadmin"}, "ROLE_SUBADMIN: for-subadmin gives what such a user sees"},
		{catalog.ByParameter, parameter(catalog.ValueOmitted), catalog.Ask{Scopes: []string{"a:b:c"}}, "without owner-id: needs the scope a:b:c"},
		{catalog.ByParameter, parameter(catalog.ValueOther), catalog.Ask{Levels: []string{"A"}, Scopes: []string{"a:b:c", "d:e:f"}}, "owner-id of somebody else: needs the user level A and one of the scopes a:b:c, d:e:f"},
		{catalog.ByParameter, parameter("true"), catalog.Ask{Scopes: []string{"a:b:c", "d:e:f"}, All: true}, "owner-id=true: needs all the scopes a:b:c, d:e:f"},
		{catalog.ByParameter, parameter(catalog.ValueMe), catalog.Ask{Person: catalog.PersonApprover}, "owner-id=me: for an approver"},
		{catalog.NeedsLicence, all, catalog.Ask{Licence: "Access Insights"}, "the tenant must have Access Insights"},
		{catalog.NeedsLicence, parameter(""), catalog.Ask{Licence: "Access Insights"}, "owner-id: the tenant must have Access Insights"},
		{catalog.OtherCondition, all, catalog.Ask{Scopes: []string{"ViewSet"}}, "only with the right ViewSet"},
		{catalog.OtherCondition, all, catalog.Ask{}, "only in part, as the description says"},
	}
	for _, test := range tests {
		c := catalog.Condition{Kind: test.kind, Applies: test.applies, Asks: test.asks}
		if got := ConditionPhrase(c); got != test.want {
			t.Errorf("%s\nis %q\nnot %q", c, got, test.want)
		}
	}
}
