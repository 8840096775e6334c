package export

import (
	"encoding/json"
	"io"

	"go.yaml.in/yaml/v3"

	"authcat/catalog"
	"authcat/catalog/plan"
)

// planObject is the plan in JSON.
func planObject(dataset Dataset, p plan.Plan) orderedObject {
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
	object := orderedObject{
		{"schema", SchemaVersion},
		{"dataset", orderedObject{{"name", dataset.Name}, {"as_of", dataset.Date()}}},
		{"calls", calls}, {"unmatched", unmatched},
		{"credential", p.Credential},
		{"scopes", p.Scopes}, {"scopes_proven", p.ScopesProven},
		{"levels", p.Levels}, {"levels_proven", p.LevelsProven},
		{"scope_reasons", reasonObjects(p.ScopeReasons)}, {"level_reasons", reasonObjects(p.LevelReasons)},
		{"forced_by", keyObjects(p.ForcedBy)},
		{"unstated", unstated},
	}
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

func encodeJSON(w io.Writer, object orderedObject) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(object)
}

// encodeYAML writes what encodeJSON does: JSON is YAML in another style, but
// for characters that YAML takes only escaped.
func encodeYAML(w io.Writer, object orderedObject) error {
	body, err := json.Marshal(object)
	if err != nil {
		return err
	}
	var document yaml.Node
	if err := yaml.Unmarshal([]byte(Visible(string(body))), &document); err != nil {
		return err
	}
	clearStyle(&document)
	encoder := yaml.NewEncoder(w)
	encoder.SetIndent(2)
	if err := encoder.Encode(&document); err != nil {
		return err
	}
	return encoder.Close()
}

func clearStyle(node *yaml.Node) {
	node.Style = 0
	for _, child := range node.Content {
		clearStyle(child)
	}
}
