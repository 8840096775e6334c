package track

import "authcat/catalog"

// Needs is what operations needed over time, and nothing else of them.
type Needs struct {
	// Of an operation, the oldest first, by its key with the names of parameters left out.
	Of map[catalog.Key][]Need
	// APIs as they were last known, and the first day of each.
	APIs  []catalog.API
	First map[string]string
}

// Need is what an operation needed from a day on, "" where it was not there.
type Need struct {
	Day   string
	Needs catalog.Needs
}

// API returns what was last known of an API.
func (n *Needs) API(id string) catalog.API {
	for _, api := range n.APIs {
		if api.ID == id {
			return api
		}
	}
	return catalog.API{}
}

// Unnamed is a key with the names of parameters left out: another name is the same address.
func Unnamed(key catalog.Key) catalog.Key {
	key.Path = catalog.Unnamed(key.Path)
	return key
}
