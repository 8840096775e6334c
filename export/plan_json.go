package export

import (
	"authcat/catalog"
	"authcat/catalog/plan"
)

// object is the plan in JSON.
func (a planned) object() orderedObject {
	p := a.plan
	calls, unmatched := []orderedObject{}, []orderedObject{}
	for _, call := range p.Calls {
		o := call.Operation
		calls = append(calls, append(callObject(call.Call, call.Count), member{"operation", append(keyObject(o.Key),
			member{"operation_id", o.OperationID}, member{"needs", o.Decision.Needs})}))
	}
	for _, call := range p.Unmatched {
		unmatched = append(unmatched, append(callObject(call.Call, call.Count), member{"reason", unmatchedReason(call)}))
	}
	unstated := []orderedObject{}
	for _, u := range p.Unstated {
		unstated = append(unstated, append(keyObject(u.Key), member{"what", u.What}))
	}
	object := append(heading(a.Dataset), orderedObject{
		{"calls", calls}, {"unmatched", unmatched},
		{"credential", p.Credential},
		{"scopes", p.Scopes}, {"scopes_proven", p.ScopesProven},
		{"levels", p.Levels}, {"levels_proven", p.LevelsProven},
		{"scope_reasons", reasonObjects(p.ScopeReasons)}, {"level_reasons", reasonObjects(p.LevelReasons)},
		{"forced_by", keyObjects(p.ForcedBy)},
		{"unstated", unstated},
	}...)
	// Members of a plan that no credential carries out: absent from all others.
	if len(p.LevelsUnmet) > 0 {
		object = append(object, member{"levels_unmet", keyObjects(p.LevelsUnmet)})
	}
	if len(p.LevelsUnassignable) > 0 {
		object = append(object, member{"levels_unassignable", keyObjects(p.LevelsUnassignable)})
	}
	if len(p.ClientOnly) > 0 {
		object = append(object, member{"client_only", keyObjects(p.ClientOnly)})
	}
	return object
}

func callObject(call plan.Call, count int) orderedObject {
	return orderedObject{{"method", call.Address.Method()}, {"url", call.Address.URL()}, {"where", call.Where}, {"count", count}}
}

func keyObject(key catalog.Key) orderedObject {
	return orderedObject{{"api", key.API}, {"method", key.Method}, {"path", key.Path}}
}

func keyObjects(keys []catalog.Key) []orderedObject {
	objects := make([]orderedObject, len(keys))
	for i, key := range keys {
		objects[i] = keyObject(key)
	}
	return objects
}

// reasonObjects say of each scope or level which operations it is for.
func reasonObjects(reasons []plan.Reason) []orderedObject {
	objects := make([]orderedObject, len(reasons))
	for i, r := range reasons {
		objects[i] = orderedObject{{"name", r.Name}, {"forced_by", keyObjects(r.ForcedBy)}, {"serves", keyObjects(r.Serves)}}
	}
	return objects
}
