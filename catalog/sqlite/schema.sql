-- The catalog's schema. Facts are what the sources say, as published;
-- conclusions are what authcat makes of them. Readers with sqlite3 start at
-- the view endpoints, which has the columns of endpoint-authorization.csv.

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
    api        TEXT    PRIMARY KEY REFERENCES api (id),
    url        TEXT    NOT NULL,
    sha256     TEXT    NOT NULL,
    fetched_at TEXT    NOT NULL,
    kept       INTEGER NOT NULL CHECK (kept IN (0, 1))
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
    levels_field TEXT    NOT NULL,
    basis        TEXT    NOT NULL CHECK (basis IN ('operation', 'inherited')),
    scope_rule   TEXT    NOT NULL CHECK (scope_rule IN ('any', 'all')),

    needs              TEXT NOT NULL CHECK (needs IN ('pat', 'pat-or-client', 'client', 'none', 'other')),
    pat                TEXT NOT NULL CHECK (pat                IN ('yes', 'no', 'unknown')),
    authorization_code TEXT NOT NULL CHECK (authorization_code IN ('yes', 'no', 'unknown')),
    client_credentials TEXT NOT NULL CHECK (client_credentials IN ('yes', 'no', 'unknown')),
    lineage            TEXT NOT NULL,
    source             TEXT NOT NULL,
    UNIQUE (api, method, path)
) STRICT;

CREATE INDEX operation_lineage ON operation (lineage);

CREATE TABLE operation_tag (
    operation INTEGER NOT NULL REFERENCES operation (id),
    position  INTEGER NOT NULL,
    tag       TEXT    NOT NULL,
    PRIMARY KEY (operation, position)
) STRICT, WITHOUT ROWID;

-- One row a scheme of an alternative; an alternative without a scheme ({}) has
-- one row with scheme ''. An operation without rows has no alternative ([]).
CREATE TABLE requirement (
    operation   INTEGER NOT NULL REFERENCES operation (id),
    alternative INTEGER NOT NULL,
    scheme      TEXT    NOT NULL,
    undeclared  INTEGER NOT NULL CHECK (undeclared IN (0, 1)),
    scoped      INTEGER NOT NULL CHECK (scoped IN (0, 1)),
    PRIMARY KEY (operation, alternative, scheme)
) STRICT, WITHOUT ROWID;

-- Scopes as published, in the document's order.
CREATE TABLE requirement_scope (
    operation   INTEGER NOT NULL,
    alternative INTEGER NOT NULL,
    scheme      TEXT    NOT NULL,
    position    INTEGER NOT NULL,
    scope       TEXT    NOT NULL,
    PRIMARY KEY (operation, alternative, scheme, position),
    FOREIGN KEY (operation, alternative, scheme) REFERENCES requirement (operation, alternative, scheme)
) STRICT, WITHOUT ROWID;

-- Entries of the user-level extension as published.
CREATE TABLE published_level (
    operation INTEGER NOT NULL REFERENCES operation (id),
    position  INTEGER NOT NULL,
    level     TEXT    NOT NULL,
    PRIMARY KEY (operation, position)
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
    api     TEXT    NOT NULL REFERENCES api (id),
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

CREATE TABLE finding (
    id        INTEGER PRIMARY KEY,
    api       TEXT    NOT NULL REFERENCES api (id),
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
       (SELECT ifnull(group_concat(tag, '|'), '')   FROM (SELECT tag   FROM operation_tag   t WHERE t.operation = o.id ORDER BY tag)) AS tags,
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
       o.source
FROM   operation o
JOIN   api       a ON a.id = o.api
ORDER  BY a.position, o.path, o.method;
