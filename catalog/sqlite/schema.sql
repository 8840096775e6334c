-- The catalog's schema. Facts are what the sources say, as published;
-- conclusions are what authcat makes of them. Readers with sqlite3 start at
-- the views: endpoints, which has the columns of endpoint-authorization.csv and
-- what the words of the description say, prose_levels and prose_scopes; then
-- conditions, grants, scopes, levels, features, findings and versions. Views join and
-- count; what is concluded stands in tables. Lists are joined by |.

-- Facts: the APIs in the order of every output, and the documents that were read.

CREATE TABLE api (
    id          TEXT    PRIMARY KEY,
    position    INTEGER NOT NULL UNIQUE,
    title       TEXT    NOT NULL,
    product     TEXT    NOT NULL,
    base_path   TEXT    NOT NULL,
    spec_url    TEXT    NOT NULL,
    docs_url    TEXT    NOT NULL,
    status      TEXT    NOT NULL,
    end_of_life TEXT    NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE document (
    url        TEXT    PRIMARY KEY,
    role       TEXT    NOT NULL CHECK (role IN ('spec', 'sitemap', 'user-levels')),
    api        TEXT    REFERENCES api (id),
    sha256     TEXT    NOT NULL,
    fetched_at TEXT    NOT NULL,
    kept       INTEGER NOT NULL CHECK (kept IN (0, 1)),
    refused    TEXT    NOT NULL, -- why what was received in its place is not believed
    refused_on TEXT    NOT NULL  -- since which day, '' where nothing was refused
) STRICT, WITHOUT ROWID;

-- The User Level Access Matrix; the end user has no technical name.
CREATE TABLE user_level (
    position INTEGER PRIMARY KEY,
    name     TEXT    NOT NULL,
    title    TEXT    NOT NULL
) STRICT;

-- Lists of a level: technical names that it excludes, pages that it opens, notes.
CREATE TABLE user_level_item (
    level    INTEGER NOT NULL REFERENCES user_level (position),
    kind     TEXT    NOT NULL CHECK (kind IN ('excludes', 'opens', 'note')),
    position INTEGER NOT NULL,
    item     TEXT    NOT NULL,
    PRIMARY KEY (level, kind, position)
) STRICT, WITHOUT ROWID;

-- Corrections by authcat's maintainers; lists are joined by |.
CREATE TABLE override (
    api      TEXT NOT NULL REFERENCES api (id),
    method   TEXT NOT NULL,
    path     TEXT NOT NULL,
    fact     TEXT NOT NULL,
    value    TEXT NOT NULL,
    replaces TEXT NOT NULL,
    reason   TEXT NOT NULL,
    evidence TEXT NOT NULL,
    date     TEXT NOT NULL,
    PRIMARY KEY (api, method, path)
) STRICT, WITHOUT ROWID;

-- Operations: facts first, then conclusions. The ids follow the order of every
-- output: an endpoint's current version has the lowest id of its lineage.

CREATE TABLE operation (
    id           INTEGER PRIMARY KEY,
    api          TEXT    NOT NULL REFERENCES api (id),
    method       TEXT    NOT NULL,
    path         TEXT    NOT NULL,
    operation_id TEXT    NOT NULL,
    title        TEXT    NOT NULL,
    name         TEXT    NOT NULL,
    deprecated   INTEGER NOT NULL CHECK (deprecated IN (0, 1)),
    experimental TEXT    NOT NULL,
    unauthorized INTEGER NOT NULL CHECK (unauthorized IN (0, 1)),
    levels_field TEXT    NOT NULL,
    successor    TEXT    NOT NULL,
    basis        TEXT    NOT NULL CHECK (basis IN ('operation', 'inherited', '')),

    scope_rule         TEXT NOT NULL CHECK (scope_rule IN ('any', 'all')),
    needs              TEXT NOT NULL CHECK (needs IN ('pat', 'pat-or-client', 'client', 'none', 'other')),
    pat                TEXT NOT NULL CHECK (pat                IN ('yes', 'no', 'unknown')),
    authorization_code TEXT NOT NULL CHECK (authorization_code IN ('yes', 'no', 'unknown')),
    client_credentials TEXT NOT NULL CHECK (client_credentials IN ('yes', 'no', 'unknown')),
    levels_source      TEXT NOT NULL,
    confidence         TEXT NOT NULL CHECK (confidence IN ('stated', 'inherited', 'prose', 'conflict', 'contested', 'unstated')),
    docs_url           TEXT NOT NULL,
    lineage            TEXT NOT NULL,
    source             TEXT NOT NULL,
    UNIQUE (api, method, path)
) STRICT;

CREATE INDEX operation_lineage ON operation (lineage);

-- Lists of an operation: tags, x-required-right, x-audience.
CREATE TABLE operation_item (
    operation INTEGER NOT NULL REFERENCES operation (id),
    kind      TEXT    NOT NULL CHECK (kind IN ('tag', 'right', 'audience')),
    position  INTEGER NOT NULL,
    item      TEXT    NOT NULL,
    PRIMARY KEY (operation, kind, position)
) STRICT, WITHOUT ROWID;

-- Documentation pages; read_at is '' for one that is only listed. What a page
-- that was read says stands beside what the OpenAPI document says, with the
-- witness 'page' in place of 'spec'. basis is NULL where it shows no security.
CREATE TABLE page (
    operation    INTEGER PRIMARY KEY REFERENCES operation (id),
    url          TEXT    NOT NULL,
    read_at      TEXT    NOT NULL,
    sha256       TEXT    NOT NULL,
    title        TEXT    NOT NULL,
    deprecated   INTEGER NOT NULL CHECK (deprecated   IN (0, 1)),
    experimental INTEGER NOT NULL CHECK (experimental IN (0, 1)),
    basis        TEXT             CHECK (basis IN ('operation', 'inherited', ''))
) STRICT;

-- One row a scheme of an alternative, kind 'scheme'. No token is a row too: of
-- the kind '{}' for an alternative without a scheme, '[]' for a list without
-- alternatives. A security without any row is not stated, and its basis is ''.
CREATE TABLE requirement (
    operation   INTEGER NOT NULL REFERENCES operation (id),
    witness     TEXT    NOT NULL CHECK (witness IN ('spec', 'page')),
    alternative INTEGER NOT NULL,
    kind        TEXT    NOT NULL CHECK (kind IN ('scheme', '{}', '[]')),
    scheme      TEXT    NOT NULL,
    undeclared  INTEGER NOT NULL CHECK (undeclared IN (0, 1)),
    scoped      INTEGER NOT NULL CHECK (scoped IN (0, 1)),
    PRIMARY KEY (operation, witness, alternative, scheme)
) STRICT, WITHOUT ROWID;

-- Scopes as published, in the document's order.
CREATE TABLE requirement_scope (
    operation   INTEGER NOT NULL,
    witness     TEXT    NOT NULL,
    alternative INTEGER NOT NULL,
    scheme      TEXT    NOT NULL,
    position    INTEGER NOT NULL,
    scope       TEXT    NOT NULL,
    PRIMARY KEY (operation, witness, alternative, scheme, position),
    FOREIGN KEY (operation, witness, alternative, scheme) REFERENCES requirement (operation, witness, alternative, scheme)
) STRICT, WITHOUT ROWID;

-- Entries of the user-level extension as published.
CREATE TABLE published_level (
    operation INTEGER NOT NULL REFERENCES operation (id),
    witness   TEXT    NOT NULL CHECK (witness IN ('spec', 'page')),
    position  INTEGER NOT NULL,
    level     TEXT    NOT NULL,
    PRIMARY KEY (operation, witness, position)
) STRICT, WITHOUT ROWID;

-- What words say about callers: the description's (spec), the page's, and those
-- of x-sailpoint-securityDescription (note).
CREATE TABLE prose (
    operation  INTEGER NOT NULL REFERENCES operation (id),
    witness    TEXT    NOT NULL CHECK (witness IN ('spec', 'page', 'note')),
    needs      TEXT    NOT NULL CHECK (needs IN ('user', 'client', '')),
    all_scopes INTEGER NOT NULL CHECK (all_scopes IN (0, 1)),
    broken     INTEGER NOT NULL CHECK (broken IN (0, 1)),
    PRIMARY KEY (operation, witness)
) STRICT, WITHOUT ROWID;

CREATE TABLE prose_item (
    operation INTEGER NOT NULL,
    witness   TEXT    NOT NULL,
    kind      TEXT    NOT NULL CHECK (kind IN ('level', 'scope')),
    position  INTEGER NOT NULL,
    item      TEXT    NOT NULL,
    PRIMARY KEY (operation, witness, kind, position),
    FOREIGN KEY (operation, witness) REFERENCES prose (operation, witness)
) STRICT, WITHOUT ROWID;

-- What an answer depends on by the words: what a condition applies to, its kind,
-- what it asks, and where it stands. The view conditions reads it out.
CREATE TABLE condition (
    operation       INTEGER NOT NULL,
    witness         TEXT    NOT NULL,
    position        INTEGER NOT NULL,
    kind            TEXT    NOT NULL CHECK (kind IN ('narrows', 'widens', 'pairs', 'ownership', 'parameter', 'licence', 'other')),
    applies_to      TEXT    NOT NULL CHECK (applies_to IN ('all', 'level', 'scope', 'parameter', 'feature')),
    value           TEXT    NOT NULL,
    without         INTEGER NOT NULL CHECK (without IN (0, 1)),
    all_scopes      INTEGER NOT NULL CHECK (all_scopes IN (0, 1)),
    person          TEXT    NOT NULL,
    object          TEXT    NOT NULL,
    licence         TEXT    NOT NULL,
    parameter       TEXT    NOT NULL,
    parameter_value TEXT    NOT NULL,
    token           TEXT    NOT NULL CHECK (token IN ('user', 'client', '')),
    said            TEXT    NOT NULL CHECK (said IN ('description', 'summary', 'parameter', 'note', 'page')),
    said_of         TEXT    NOT NULL,
    pointer         TEXT    NOT NULL,
    PRIMARY KEY (operation, witness, position),
    FOREIGN KEY (operation, witness) REFERENCES prose (operation, witness)
) STRICT, WITHOUT ROWID;

-- Lists of a condition: names of what it applies to, levels and scopes that it asks.
CREATE TABLE condition_item (
    operation INTEGER NOT NULL,
    witness   TEXT    NOT NULL,
    condition INTEGER NOT NULL,
    kind      TEXT    NOT NULL CHECK (kind IN ('name', 'level', 'scope')),
    position  INTEGER NOT NULL,
    item      TEXT    NOT NULL,
    PRIMARY KEY (operation, witness, condition, kind, position),
    FOREIGN KEY (operation, witness, condition) REFERENCES condition (operation, witness, position)
) STRICT, WITHOUT ROWID;

-- What could not be read.
CREATE TABLE problem (
    id      INTEGER PRIMARY KEY,
    api     TEXT    REFERENCES api (id),
    method  TEXT    NOT NULL,
    path    TEXT    NOT NULL,
    code    TEXT    NOT NULL,
    seen    TEXT    NOT NULL,
    pointer TEXT    NOT NULL
) STRICT;

-- All of the facts above as authcat itself reads them: the text of an endpoint's
-- operations in all APIs by their lineage, as 'sources' of what belongs to none,
-- and as 'names' the operationIds of each lineage. The tables are for everybody
-- else, and say the same.
CREATE TABLE fact_text (
    name  TEXT NOT NULL PRIMARY KEY,
    facts TEXT NOT NULL
) STRICT;

-- What tells whether the texts and rows above and below are those that were
-- written: hashes in hex, in the form of sha256sum(1). Each list has those of
-- some texts, in the order of their names.
CREATE TABLE checksum_list (
    first     TEXT NOT NULL PRIMARY KEY,
    endpoints TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- One row: the hashes of the lists by their first names, and the hash of that.
CREATE TABLE checksum (
    id        INTEGER PRIMARY KEY CHECK (id = 1),
    facts     TEXT    NOT NULL,
    endpoints TEXT    NOT NULL,
    all_rows  TEXT    NOT NULL
) STRICT;

-- Conclusions: the ledger of statements, scopes by the kind of token they are
-- for, user levels, findings.

-- Who says what about which fact, the witness that is believed before others
-- first; where it stands in the API's document (an RFC 6901 JSON pointer) or
-- elsewhere; and what the statement is to what authcat takes for true.
CREATE TABLE statement (
    operation INTEGER NOT NULL REFERENCES operation (id),
    fact      TEXT    NOT NULL,
    position  INTEGER NOT NULL,
    witness   TEXT    NOT NULL,
    value     TEXT    NOT NULL,
    counts    TEXT    NOT NULL CHECK (counts IN ('believed', 'for', 'against', 'outdated', 'heard')),
    pointer   TEXT    NOT NULL,
    url       TEXT    NOT NULL,
    said_on   TEXT    NOT NULL,
    agreed    TEXT    NOT NULL, -- until which day it was published so, 'still' where it is, '' where it never was or nobody knows
    PRIMARY KEY (operation, fact, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE operation_scope (
    operation  INTEGER NOT NULL REFERENCES operation (id),
    credential TEXT    NOT NULL CHECK (credential IN ('user', 'client')),
    scope      TEXT    NOT NULL,
    PRIMARY KEY (operation, credential, scope)
) STRICT, WITHOUT ROWID;

CREATE INDEX operation_scope_scope ON operation_scope (scope);

CREATE TABLE operation_level (
    operation INTEGER NOT NULL REFERENCES operation (id),
    level     TEXT    NOT NULL,
    PRIMARY KEY (operation, level)
) STRICT, WITHOUT ROWID;

-- Other APIs whose version of the endpoint needs another credential.
CREATE TABLE operation_differs (
    operation INTEGER NOT NULL REFERENCES operation (id),
    api       TEXT    NOT NULL REFERENCES api (id),
    PRIMARY KEY (operation, api)
) STRICT, WITHOUT ROWID;

-- What an older version of an endpoint states otherwise than the current one.
-- A newer variant of a service within one API is another contract, and not compared.
CREATE TABLE version_difference (
    operation INTEGER NOT NULL REFERENCES operation (id),
    fact      TEXT    NOT NULL CHECK (fact IN ('needs', 'scopes', 'levels')),
    PRIMARY KEY (operation, fact)
) STRICT, WITHOUT ROWID;

-- Tags, trimmed and without repetition.
CREATE TABLE operation_tag (
    operation INTEGER NOT NULL REFERENCES operation (id),
    tag       TEXT    NOT NULL,
    PRIMARY KEY (operation, tag)
) STRICT, WITHOUT ROWID;

-- How far an API client gets with the operations of a tag in one API.
CREATE TABLE feature (
    api        TEXT NOT NULL REFERENCES api (id),
    tag        TEXT NOT NULL,
    api_client TEXT NOT NULL CHECK (api_client IN ('fully', 'partly', 'not at all', 'unknown')),
    PRIMARY KEY (api, tag)
) STRICT, WITHOUT ROWID;

-- operation is NULL for a finding about a document, or about an operation that
-- could not be read; method and path name the latter.
CREATE TABLE finding (
    id        INTEGER PRIMARY KEY,
    api       TEXT    REFERENCES api (id),
    operation INTEGER REFERENCES operation (id),
    method    TEXT    NOT NULL,
    path      TEXT    NOT NULL,
    code      TEXT    NOT NULL,
    severity  TEXT    NOT NULL,
    seen      TEXT    NOT NULL,
    assumed   TEXT    NOT NULL,
    pointer   TEXT    NOT NULL
) STRICT;

CREATE INDEX finding_operation ON finding (operation);

-- Conditions in codes, one row where each stands.
CREATE VIEW condition_code AS
SELECT operation,
       CASE witness WHEN 'spec' THEN 0 WHEN 'note' THEN 1000000 ELSE 2000000 END + position AS place,
       kind,
       CASE without WHEN 1 THEN 'without ' ELSE '' END || applies_to
           || CASE names             WHEN '' THEN '' ELSE ' ' || names END
           || CASE value             WHEN '' THEN '' ELSE ' ' || value END AS applies_to,
       substr(CASE scopes            WHEN '' THEN '' ELSE CASE all_scopes WHEN 1 THEN '; all scopes ' ELSE '; scope ' END || scopes END
           || CASE levels            WHEN '' THEN '' ELSE '; level ' || levels END
           || CASE person || object  WHEN '' THEN '' ELSE '; person ' || trim(person || ' ' || object) END
           || CASE licence           WHEN '' THEN '' ELSE '; licence ' || licence END
           || CASE parameter         WHEN '' THEN '' ELSE '; parameter ' || rtrim(parameter || ' ' || parameter_value) END
           || CASE token             WHEN '' THEN '' ELSE '; token ' || token END, 3) AS asks,
       said,
       pointer
FROM  (SELECT c.*,
              (SELECT ifnull(group_concat(item, ' '), '') FROM (SELECT item FROM condition_item i WHERE i.operation = c.operation AND i.witness = c.witness AND i.condition = c.position AND i.kind = 'name'  ORDER BY position)) AS names,
              (SELECT ifnull(group_concat(item, ' '), '') FROM (SELECT item FROM condition_item i WHERE i.operation = c.operation AND i.witness = c.witness AND i.condition = c.position AND i.kind = 'level' ORDER BY position)) AS levels,
              (SELECT ifnull(group_concat(item, ' '), '') FROM (SELECT item FROM condition_item i WHERE i.operation = c.operation AND i.witness = c.witness AND i.condition = c.position AND i.kind = 'scope' ORDER BY position)) AS scopes
       FROM   condition c);

-- What an answer depends on besides scopes and levels, as the words say it: one
-- row a condition and place. What applies_to and kind can be is listed in the
-- table condition; endpoints joins the same codes in level_conditions, of
-- which the CSV makes sentences.
CREATE VIEW conditions AS
SELECT o.api,
       o.method,
       o.path,
       c.applies_to,
       c.kind,
       c.asks,
       CASE c.said WHEN 'page' THEN ifnull(p.url, '') ELSE ifnull(d.url, '') || '#' || c.pointer END AS source
FROM   condition_code c
JOIN   operation      o ON o.id = c.operation
LEFT   JOIN document  d ON d.api = o.api AND d.role = 'spec'
LEFT   JOIN page      p ON p.operation = o.id
ORDER  BY o.id, c.place;

CREATE VIEW endpoints AS
SELECT o.api,
       o.method,
       o.path,
       o.operation_id,
       o.name AS title,
       (SELECT ifnull(group_concat(tag, '|'), '')   FROM (SELECT tag FROM operation_tag t WHERE t.operation = o.id ORDER BY tag)) AS tags,
       o.needs,
       o.basis,
       o.pat,
       o.authorization_code,
       o.client_credentials,
       (SELECT ifnull(group_concat(scope, '|'), '') FROM (SELECT scope FROM operation_scope s WHERE s.operation = o.id AND s.credential = 'user'   ORDER BY scope)) AS user_scopes,
       (SELECT ifnull(group_concat(scope, '|'), '') FROM (SELECT scope FROM operation_scope s WHERE s.operation = o.id AND s.credential = 'client' ORDER BY scope)) AS client_scopes,
       o.scope_rule,
       (SELECT ifnull(group_concat(level, '|'), '') FROM (SELECT level FROM operation_level l WHERE l.operation = o.id ORDER BY level)) AS user_levels,
       CASE o.deprecated   WHEN 1  THEN 'true'  ELSE 'false' END AS deprecated,
       CASE o.experimental WHEN '' THEN 'false' ELSE 'true'  END AS experimental,
       (SELECT ifnull(group_concat(code, '|'), '')  FROM (SELECT DISTINCT code FROM finding f WHERE f.operation = o.id ORDER BY code)) AS findings,
       o.source,
       o.levels_source AS user_levels_source,
       (SELECT ifnull(group_concat(code, '|'), '')  FROM (SELECT kind || ' ' || applies_to || CASE asks WHEN '' THEN '' ELSE ': ' || asks END AS code FROM condition_code c WHERE c.operation = o.id GROUP BY code ORDER BY min(place))) AS level_conditions,
       o.confidence,
       o.docs_url,
       o.lineage,
       (SELECT ifnull(group_concat(api, '|'), '')   FROM (SELECT api  FROM operation_differs d WHERE d.operation = o.id ORDER BY api)) AS differs_in,
       CASE s.kept WHEN 1 THEN substr(s.fetched_at, 1, 10) ELSE '' END AS kept_since,
       a.base_path || o.path AS address,
       (SELECT ifnull(group_concat(seen, '|'), '') FROM (SELECT substr(value, 1, instr(value, ';') - 1) || ' ' || CASE said_on WHEN '' THEN '' ELSE said_on || ' ' END || counts AS seen
                                                         FROM   statement t
                                                         WHERE  t.operation = o.id AND t.witness IN ('report', 'observation')
                                                         ORDER  BY said_on DESC, fact DESC, position)) AS observed,
       (SELECT ifnull(group_concat(item, '|'), '')  FROM (SELECT item FROM prose_item p WHERE p.operation = o.id AND p.witness = 'spec' AND p.kind = 'level' ORDER BY item)) AS prose_levels,
       (SELECT ifnull(group_concat(item, '|'), '')  FROM (SELECT item FROM prose_item p WHERE p.operation = o.id AND p.witness = 'spec' AND p.kind = 'scope' ORDER BY item)) AS prose_scopes
FROM   operation o
JOIN   api       a ON a.id = o.api
LEFT   JOIN document s ON s.api = o.api AND s.role = 'spec'
ORDER  BY a.position, o.path, o.method;

-- One row for every operation, kind of credential and scope that is published
-- for that kind, the columns of grants.csv: scope is '' where none is.
CREATE VIEW grants AS
SELECT o.api,
       o.method,
       o.path,
       o.name AS title,
       (SELECT ifnull(min(tag), '') FROM operation_tag t WHERE t.operation = o.id) AS tag,
       c.name AS credential,
       CASE c.name WHEN 'pat'                THEN o.pat
                   WHEN 'authorization_code' THEN o.authorization_code
                   ELSE o.client_credentials END AS accepted,
       ifnull(s.scope, '') AS scope,
       o.scope_rule,
       CASE c.kind WHEN 'client' THEN '' ELSE
       (SELECT ifnull(group_concat(level, '|'), '') FROM (SELECT level FROM operation_level l WHERE l.operation = o.id ORDER BY level)) END AS user_levels,
       o.needs,
       o.basis,
       o.confidence,
       o.lineage
FROM   operation o
JOIN   api       a ON a.id = o.api
JOIN   (SELECT 1 AS position, 'pat' AS name, 'user' AS kind
        UNION ALL SELECT 2, 'authorization_code', 'user'
        UNION ALL SELECT 3, 'client_credentials', 'client') c
LEFT   JOIN operation_scope s ON s.operation = o.id AND s.credential = c.kind
ORDER  BY a.position, o.path, o.method, c.position, s.scope;

-- How many operations of all APIs list each scope: the columns of scopes.csv.
-- What sp:scopes:all opens beside them is not counted.
CREATE VIEW scopes AS
SELECT s.scope,
       sum(s.credential = 'user')                     AS user_operations,
       sum(s.credential = 'client')                   AS client_operations,
       sum(s.credential = 'user' AND o.needs = 'pat') AS pat_only_operations
FROM   operation_scope s
JOIN   operation       o ON o.id = s.operation
GROUP  BY s.scope
ORDER  BY s.scope;

-- The levels of the User Level Access Matrix in its order, then those that only
-- operations name: the columns of user-levels.csv, without opens and notes.
CREATE VIEW levels AS
SELECT u.name AS level,
       u.title,
       (SELECT count(*) FROM operation_level l WHERE l.level = u.name) AS operations,
       (SELECT ifnull(group_concat(item, '|'), '') FROM (SELECT item FROM user_level_item i WHERE i.level = u.position AND i.kind = 'excludes' ORDER BY position)) AS excludes
FROM   (SELECT position, name, title
        FROM   user_level
        UNION  ALL
        SELECT NULL, level,
               CASE level WHEN 'ANY'  THEN 'every user'
                          WHEN 'API'  THEN 'no user: an API client'
                          WHEN 'USER' THEN 'End User'
                          ELSE '' END
        FROM   operation_level
        WHERE  level NOT IN (SELECT name FROM user_level)
        GROUP  BY level) u
ORDER  BY u.position IS NULL, u.position, u.name;

-- How far each kind of credential gets with a tag's operations in one API: the
-- columns of features.csv.
CREATE VIEW features AS
SELECT f.api,
       f.tag,
       f.api_client,
       count(*)                         AS operations,
       sum(o.needs = 'pat')             AS pat,
       sum(o.needs = 'pat-or-client')   AS pat_or_client,
       sum(o.needs = 'client')          AS client,
       sum(o.needs = 'none')            AS none,
       sum(o.needs = 'other')           AS other
FROM   feature       f
JOIN   api           a ON a.id = f.api
JOIN   operation_tag t ON t.tag = f.tag
JOIN   operation     o ON o.id = t.operation AND o.api = f.api
GROUP  BY a.position, f.api, f.tag, f.api_client
ORDER  BY a.position, f.tag;

-- Findings about documents, then those about operations: the columns of
-- findings.csv. What a document's finding says of all its operations is not
-- listed again with each.
CREATE VIEW findings AS
SELECT f.code AS class,
       f.severity,
       ifnull(f.api, '') AS api,
       f.method,
       f.path,
       f.seen,
       f.assumed,
       ifnull(d.url, '') || CASE f.pointer WHEN '' THEN '' ELSE '#' || f.pointer END AS source
FROM   finding  f
LEFT   JOIN document d ON d.api = f.api AND d.role = 'spec'
WHERE  f.code <> 'security-inherited'
OR     f.api NOT IN (SELECT n.api FROM finding n WHERE n.code = 'security-default')
ORDER  BY f.operation IS NOT NULL, f.id;

-- One row a lineage: the current version of an endpoint, the APIs that publish
-- it, and the APIs whose version needs another credential, other scopes or
-- other user levels than the current one.
CREATE VIEW versions AS
SELECT o.lineage,
       o.api,
       o.method,
       o.path,
       o.name AS title,
       o.needs,
       (SELECT group_concat(api, '|') FROM (SELECT v.api FROM operation v WHERE v.lineage = o.lineage GROUP BY v.api ORDER BY min(v.id))) AS versions,
       (SELECT ifnull(group_concat(api, '|'), '') FROM (SELECT v.api FROM operation v JOIN version_difference d ON d.operation = v.id WHERE v.lineage = o.lineage AND d.fact = 'needs'  ORDER BY v.id)) AS needs_differ,
       (SELECT ifnull(group_concat(api, '|'), '') FROM (SELECT v.api FROM operation v JOIN version_difference d ON d.operation = v.id WHERE v.lineage = o.lineage AND d.fact = 'scopes' ORDER BY v.id)) AS scopes_differ,
       (SELECT ifnull(group_concat(api, '|'), '') FROM (SELECT v.api FROM operation v JOIN version_difference d ON d.operation = v.id WHERE v.lineage = o.lineage AND d.fact = 'levels' ORDER BY v.id)) AS levels_differ
FROM   operation o
WHERE  o.id = (SELECT min(v.id) FROM operation v WHERE v.lineage = o.lineage)
ORDER  BY substr(o.lineage, instr(o.lineage, '/')), o.lineage;
