package export

import (
	"authcat/catalog"
	"authcat/catalog/plan"
)

// object is the plan in JSON.
func (p planned) object() orderedObject {
	calls, unmatched := []orderedObject{}, []orderedObject{}
	for _, call := range p.plan.Calls {
		o := call.Operation
		calls = append(calls, append(callObject(call.Call, call.Count), member{"operation", append(keyObject(o.Key),
			member{"operation_id", o.OperationID}, member{"needs", o.Decision.Needs})}))
	}
	for _, call := range p.plan.Unmatched {
		unmatched = append(unmatched, append(callObject(call.Call, call.Count), member{"reason", unmatchedReason(call)}))
	}
	unstated := []orderedObject{}
	for _, u := range p.plan.Unstated {
		unstated = append(unstated, append(keyObject(u.Key), member{"what", u.What}))
	}
	object := append(heading(p.Dataset), orderedObject{
		{"calls", calls}, {"unmatched", unmatched},
		{"credential", p.plan.Credential},
		{"scopes", p.plan.Scopes}, {"scopes_proven", p.plan.ScopesProven},
		{"levels", p.plan.Levels}, {"levels_proven", p.plan.LevelsProven},
		{"scope_reasons", reasonObjects(p.plan.ScopeReasons)}, {"level_reasons", reasonObjects(p.plan.LevelReasons)},
		{"forced_by", keyObjects(p.plan.ForcedBy)},
		{"unstated", unstated},
	}...)
	// Members that most plans don't have: what no credential carries out, and more than is listed.
	if len(p.plan.LevelsUnmet) > 0 {
		object = append(object, member{"levels_unmet", keyObjects(p.plan.LevelsUnmet)})
	}
	if len(p.plan.LevelsUnassignable) > 0 {
		object = append(object, member{"levels_unassignable", keyObjects(p.plan.LevelsUnassignable)})
	}
	if len(p.plan.ClientOnly) > 0 {
		object = append(object, member{"client_only", keyObjects(p.plan.ClientOnly)})
	}
	if p.plan.Unlisted > 0 {
		object = append(object, member{"unlisted", p.plan.Unlisted})
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
