WITH call AS (
  SELECT upper(method) AS method, count(*) AS calls,
    rtrim(regexp_replace(regexp_replace(url, '^https?://[^/?#]*|;[^/?#]*|[?#].*', '', 'g'), '/+', '/', 'g'), '/') AS path
  FROM log GROUP BY 1, 3
), reached AS (
  SELECT call.method, call.path, min(call.calls) AS calls, min(route.rank) AS rank
  FROM call JOIN authcat_route AS route
    ON route.method = call.method
   AND route.segments = length(call.path) - length(replace(call.path, '/', ''))
   AND route.segment1 = split_part(call.path, '/', 2)
  WHERE route.segment2 IN ('', split_part(call.path, '/', 3))
    AND call.path LIKE route.path_like ESCAPE '\'
  GROUP BY 1, 2
)
SELECT route.api, route.method, route.path, route.needs, sum(reached.calls) AS calls
FROM reached JOIN authcat_route AS route ON route.rank = reached.rank
GROUP BY 1, 2, 3, 4 ORDER BY calls DESC, 1, 3, 2;
