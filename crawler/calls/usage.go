package calls

import (
	"fmt"
	"strconv"
)

// formatUsage is a tenant's own list of what it calls: the answer of
// GET /api-usage/v1/summary, addresses with the number of their calls.
const formatUsage = "usage"

var usageSummary = format{formatUsage, "a summary of API usage", nil, func(c *collector, body []byte) error {
	root, err := jsonTree(body)
	if err != nil {
		return err
	}
	for i, entry := range root.list() {
		if c.done {
			return nil
		}
		where := fmt.Sprintf("entry %d", i+1)
		uri := entry.child("RequestedUri")
		if uri == nil {
			c.skip(where, "it has no URL")
			continue
		}
		count, err := strconv.Atoi(entry.value("NumberOfCalls"))
		if err != nil || count < 0 {
			count = 0
		}
		c.expression(request{url: uri.text, where: where, line: uri.line, count: count})
	}
	return nil
}}
