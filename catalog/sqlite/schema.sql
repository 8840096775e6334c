-- The catalog's schema. Facts are what the sources say, as published;
-- conclusions are what authcat makes of them. Readers with sqlite3 start at
-- the view endpoints, which has the columns of endpoint-authorization.csv
-- and what the words of the description say, prose_levels and prose_scopes.

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
    kept       INTEGER NOT NULL CHECK (kept IN (0, 1))
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

-- Operations: facts first, then conclusions.

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
    basis        TEXT    NOT NULL CHECK (basis IN ('operation', 'inherited')),

    scope_rule         TEXT NOT NULL CHECK (scope_rule IN ('any', 'all')),
    needs              TEXT NOT NULL CHECK (needs IN ('pat', 'pat-or-client', 'client', 'none', 'other')),
    pat                TEXT NOT NULL CHECK (pat                IN ('yes', 'no', 'unknown')),
    authorization_code TEXT NOT NULL CHECK (authorization_code IN ('yes', 'no', 'unknown')),
    client_credentials TEXT NOT NULL CHECK (client_credentials IN ('yes', 'no', 'unknown')),
    levels_source      TEXT NOT NULL CHECK (levels_source IN ('override', 'extension', 'prose', 'page', '')),
    confidence         TEXT NOT NULL CHECK (confidence IN ('stated', 'inherited', 'prose', 'conflict', 'unstated')),
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
-- witness 'page' in place of 'spec'.
CREATE TABLE page (
    operation    INTEGER PRIMARY KEY REFERENCES operation (id),
    url          TEXT    NOT NULL,
    read_at      TEXT    NOT NULL,
    sha256       TEXT    NOT NULL,
    title        TEXT    NOT NULL,
    deprecated   INTEGER NOT NULL CHECK (deprecated   IN (0, 1)),
    experimental INTEGER NOT NULL CHECK (experimental IN (0, 1)),
    security     INTEGER NOT NULL CHECK (security     IN (0, 1))
) STRICT;

-- One row a scheme of an alternative; an alternative without a scheme ({}) has
-- one row with scheme ''. An operation without rows has no alternative ([]).
CREATE TABLE requirement (
    operation   INTEGER NOT NULL REFERENCES operation (id),
    witness     TEXT    NOT NULL CHECK (witness IN ('spec', 'page')),
    alternative INTEGER NOT NULL,
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
    kind      TEXT    NOT NULL CHECK (kind IN ('level', 'scope', 'condition')),
    position  INTEGER NOT NULL,
    item      TEXT    NOT NULL,
    PRIMARY KEY (operation, witness, kind, position),
    FOREIGN KEY (operation, witness) REFERENCES prose (operation, witness)
) STRICT, WITHOUT ROWID;

-- Where each fact stands in the operation's document: an RFC 6901 JSON pointer.
CREATE TABLE evidence (
    operation INTEGER NOT NULL REFERENCES operation (id),
    fact      TEXT    NOT NULL,
    pointer   TEXT    NOT NULL,
    PRIMARY KEY (operation, fact)
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

-- Conclusions: scopes by the kind of token they are for, user levels, findings.

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

CREATE TABLE finding (
    id        INTEGER PRIMARY KEY,
    api       TEXT    REFERENCES api (id),
    operation INTEGER REFERENCES operation (id),
    code      TEXT    NOT NULL,
    severity  TEXT    NOT NULL,
    seen      TEXT    NOT NULL,
    assumed   TEXT    NOT NULL,
    pointer   TEXT    NOT NULL
) STRICT;

CREATE INDEX finding_operation ON finding (operation);

CREATE VIEW endpoints AS
SELECT o.api,
       o.method,
       o.path,
       o.operation_id,
       o.name AS title,
       (SELECT ifnull(group_concat(item, '|'), '')  FROM (SELECT item FROM operation_item t WHERE t.operation = o.id AND t.kind = 'tag' ORDER BY item)) AS tags,
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
       (SELECT ifnull(group_concat(item, '|'), '')  FROM (SELECT item FROM prose_item p WHERE p.operation = o.id AND p.witness = 'spec' AND p.kind = 'condition' ORDER BY item)) AS level_conditions,
       o.confidence,
       o.docs_url,
       o.lineage,
       (SELECT ifnull(group_concat(api, '|'), '')   FROM (SELECT api  FROM operation_differs d WHERE d.operation = o.id ORDER BY api)) AS differs_in,
       (SELECT ifnull(group_concat(item, '|'), '')  FROM (SELECT item FROM prose_item p WHERE p.operation = o.id AND p.witness = 'spec' AND p.kind = 'level' ORDER BY item)) AS prose_levels,
       (SELECT ifnull(group_concat(item, '|'), '')  FROM (SELECT item FROM prose_item p WHERE p.operation = o.id AND p.witness = 'spec' AND p.kind = 'scope' ORDER BY item)) AS prose_scopes
FROM   operation o
JOIN   api       a ON a.id = o.api
ORDER  BY a.position, o.path, o.method;
