package guard

import (
	"strings"

	"authcat/catalog"
)

// view is a catalog with its operations at hand by key and by endpoint.
type view struct {
	snapshot *catalog.Snapshot
	byKey    map[catalog.Key]*catalog.Operation
	versions map[string][]*catalog.Operation
}

func newView(snapshot *catalog.Snapshot) view {
	v := view{snapshot, map[catalog.Key]*catalog.Operation{}, map[string][]*catalog.Operation{}}
	for i := range snapshot.Operations {
		o := &snapshot.Operations[i]
		v.byKey[o.Key] = o
		v.versions[o.Lineage] = append(v.versions[o.Lineage], o)
	}
	return v
}

// others are the versions of an endpoint in other APIs.
func (v view) others(o *catalog.Operation) []*catalog.Operation {
	var others []*catalog.Operation
	for _, version := range v.versions[o.Lineage] {
		if version.API != o.API {
			others = append(others, version)
		}
	}
	return others
}

// testimony is what the other versions of an endpoint say about a change in one.
type testimony struct {
	// same counts those that say what it says now.
	same int
	// against are those that say something else.
	against []voice
}

// voice is what the version in an API says.
type voice struct{ api, says string }

// together reports whether the change is one that the versions make in step:
// at least as many of the others say the same as say something else. One that
// has no other version stands alone.
func (t testimony) together() bool { return t.same > 0 && t.same >= len(t.against) }

// String is "v1, v2025: pat; v3: none".
func (t testimony) String() string {
	if len(t.against) == 0 {
		if t.same > 0 {
			return "its other versions too"
		}
		return "it has no other version"
	}
	var order []string
	apis := map[string][]string{}
	for _, v := range t.against {
		if apis[v.says] == nil {
			order = append(order, v.says)
		}
		apis[v.says] = append(apis[v.says], v.api)
	}
	for i, said := range order {
		order[i] = strings.Join(apis[said], ", ") + ": " + said
	}
	return strings.Join(order, "; ")
}

// testify asks the other versions.
func testify(others []*catalog.Operation, now string, says func(*catalog.Operation) string) testimony {
	var t testimony
	for _, other := range others {
		t.hear(other.API, says(other), now)
	}
	return t
}

func (t *testimony) hear(api, said, now string) {
	if said == now {
		t.same++
		return
	}
	t.against = append(t.against, voice{api, said})
}
