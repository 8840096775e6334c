-- Which calls reach which operation of SailPoint's APIs, and with which credential, as published.
-- Written by authcat from the data of 2026-08-22: 8 routes.
--
-- Each row is an operation's address with its API's version. Of the rows that fit a call the one with
-- the lowest rank is the operation that authcat finds: literals come before parameters, from the left.
--   segments    how many there are; segment1 and segment2 are the first two, '' for a parameter or none
--   path_like   the address for LIKE, "\" before what would be a wildcard there. It fits the same calls as
--               pattern where the number of segments is the same, and joins some thirty times as fast:
--               engines compile a regular expression anew for each pair of rows
--   pattern     the address as a regular expression (RE2) for the path alone
--   user_scopes, client_scopes, user_levels   lists joined by "|"
--
-- A call fits as it is sent, with a version and with no literal segment percent-encoded. authcat plan also
-- finds the others, and leaves out the hosts that are none of SailPoint's.
--
-- The calls of a table log (method, url) by operation, in DuckDB:
--
--   WITH call AS (
--     SELECT upper(method) AS method, count(*) AS calls,
--       rtrim(regexp_replace(regexp_replace(url, '^https?://[^/?#]*|;[^/?#]*|[?#].*', '', 'g'), '/+', '/', 'g'), '/') AS path
--     FROM log GROUP BY 1, 3
--   ), reached AS (
--     SELECT call.method, call.path, min(call.calls) AS calls, min(route.rank) AS rank
--     FROM call JOIN authcat_route AS route
--       ON route.method = call.method
--      AND route.segments = length(call.path) - length(replace(call.path, '/', ''))
--      AND route.segment1 IN ('', split_part(call.path, '/', 2))
--     WHERE route.segment2 IN ('', split_part(call.path, '/', 3))
--       AND call.path LIKE route.path_like ESCAPE '\'
--     GROUP BY 1, 2
--   )
--   SELECT route.api, route.method, route.path, route.needs, sum(reached.calls) AS calls
--   FROM reached JOIN authcat_route AS route ON route.rank = reached.rank
--   GROUP BY 1, 2, 3, 4 ORDER BY calls DESC, 1, 3, 2;

CREATE TABLE authcat_route (
  method VARCHAR NOT NULL,
  segments INTEGER NOT NULL,
  segment1 VARCHAR NOT NULL,
  segment2 VARCHAR NOT NULL,
  path_like VARCHAR NOT NULL,
  pattern VARCHAR NOT NULL,
  rank INTEGER NOT NULL,
  api VARCHAR NOT NULL,
  path VARCHAR NOT NULL,
  operation_id VARCHAR NOT NULL,
  title VARCHAR NOT NULL,
  needs VARCHAR NOT NULL,
  confidence VARCHAR NOT NULL,
  user_scopes VARCHAR NOT NULL,
  client_scopes VARCHAR NOT NULL,
  scope_rule VARCHAR NOT NULL,
  user_levels VARCHAR NOT NULL,
  deprecated BOOLEAN NOT NULL
);

INSERT INTO authcat_route (method, segments, segment1, segment2, path_like, pattern, rank, api, path, operation_id, title, needs, confidence, user_scopes, client_scopes, scope_rule, user_levels, deprecated) VALUES
('GET', 2, 'accounts', 'v1', '/accounts/v1', '^/accounts/v1/?$', 1, 'v1', '/accounts/v1', 'id', 'List', 'pat-or-client', 'unstated', 'a:manage|a:read', 'a:read', 'any', '', FALSE),
('GET', 2, '', 'files', '/%/files', '^/[^/]+/files/?$', 2, 'v1', '/{any}/files', 'id', 'Begins with a parameter', 'none', 'stated', '', '', 'any', '', FALSE),
('GET', 3, 'v3', 'accounts', '/v3/accounts/back\\slash^', '^/v3/accounts/back\\slash\^/?$', 3, 'v3', '/accounts/back\slash^', 'id', 'Never sent', 'none', 'stated', '', '', 'any', '', FALSE),
('GET', 3, 'v3', 'accounts', '/v3/accounts/data\_records.csv', '^/v3/accounts/data_records[.]csv/?$', 4, 'v3', '/accounts/data_records.csv', 'id', 'Wildcards are none', 'none', 'stated', '', '', 'any', '', FALSE),
('GET', 3, 'v3', 'accounts', '/v3/accounts/some\_\%.{x}(y)', '^/v3/accounts/some_%[.][{]x[}][(]y[)]/?$', 5, 'v3', '/accounts/some_%.{x}(y)', 'id', 'Literal', 'none', 'stated', '', '', 'any', '', FALSE),
('GET', 3, 'v3', 'accounts', '/v3/accounts/%', '^/v3/accounts/[^/]+/?$', 6, 'v3', '/accounts/{id}', 'id', 'An account''s', 'pat', 'unstated', 'a:read', '', 'any', '', FALSE),
('DELETE', 5, 'v3', 'accounts', '/v3/accounts/%/files/{name}.json', '^/v3/accounts/[^/]+/files/[{]name[}][.]json/?$', 7, 'v3', '/accounts/{id}/files/{name}.json', 'id', 'Half a parameter is a literal', 'pat', 'unstated', '', '', 'any', '', FALSE),
('GET', 3, 'v3', '', '/v3/%/%', '^/v3/[^/]+/[^/]+/?$', 8, 'v3', '/{kind}/{id}', 'id', 'Any''); DROP TABLE authcat_route; --\u202e\x00', 'pat', 'unstated', '', '', 'any', '', FALSE);
