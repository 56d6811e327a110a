/**
 * The step of the schema that brings projects: documents are kept compressed, each reading has a row with where it
 * stands, and what happens is recorded in a trail. A data folder has the same tables as a project.
 */
export const cohortTables = `
  CREATE TABLE packed_saves (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    reading_id TEXT NOT NULL,
    revision INTEGER NOT NULL CHECK (revision >= 1),
    status TEXT NOT NULL CHECK (status IN ('draft', 'submitted')),
    reader_id TEXT NOT NULL,
    study_uid TEXT NOT NULL,
    saved_at TEXT NOT NULL,
    change TEXT NOT NULL,
    items_left INTEGER NOT NULL,
    document TEXT CHECK (json_valid(document)),
    packed BLOB,
    CHECK ((document IS NULL) <> (packed IS NULL))
  ) STRICT;
  INSERT INTO packed_saves
    SELECT sequence, reading_id, revision, status, reader_id, study_uid, saved_at, change, items_left, document, NULL
    FROM saves ORDER BY sequence;
  DROP TABLE saves;
  ALTER TABLE packed_saves RENAME TO saves;
  CREATE INDEX saves_by_reading ON saves (reading_id, sequence);
  CREATE INDEX saves_by_reader_and_study ON saves (reader_id, study_uid, sequence);
  CREATE TRIGGER saves_are_not_changed BEFORE UPDATE ON saves
    BEGIN SELECT RAISE(ABORT, 'a saved revision is never changed'); END;
  CREATE TRIGGER saves_are_not_deleted BEFORE DELETE ON saves
    BEGIN SELECT RAISE(ABORT, 'a saved revision is never deleted'); END;

  CREATE TABLE reading_heads (
    reading_id TEXT PRIMARY KEY,
    sequence INTEGER NOT NULL,
    reader_id TEXT NOT NULL,
    study_uid TEXT NOT NULL,
    case_id TEXT,
    repeat INTEGER NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('reader', 'adjudicator')),
    status TEXT NOT NULL CHECK (status IN ('draft', 'submitted')),
    revision INTEGER NOT NULL,
    protocol_version INTEGER,
    saved_at TEXT NOT NULL,
    submitted_at TEXT,
    items_left INTEGER NOT NULL,
    facts TEXT CHECK (json_valid(facts))
  ) STRICT;
  -- Holds all that a worklist needs, so that the facts beside it are not read.
  CREATE INDEX reading_heads_of_cases ON reading_heads (case_id, sequence, reading_id, reader_id, repeat, role, status,
    revision, protocol_version, saved_at, submitted_at, items_left);
  INSERT INTO reading_heads
    SELECT reading_id, sequence, reader_id, study_uid, json_extract(document, '$.project.caseId'),
      coalesce(json_extract(document, '$.project.repeat'), 0),
      CASE WHEN coalesce(json_array_length(document, '$.adjudicates'), 0) > 0 THEN 'adjudicator' ELSE 'reader' END,
      status, revision, json_extract(document, '$.project.protocolVersion'), saved_at,
      json_extract(document, '$.submittedAt'), items_left, NULL
    FROM saves WHERE sequence IN (SELECT max(sequence) FROM saves GROUP BY reading_id);

  CREATE TABLE active_time (reading_id TEXT PRIMARY KEY, seconds REAL NOT NULL CHECK (seconds >= 0)) STRICT;

  CREATE TABLE audit (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    reading_id TEXT,
    case_id TEXT,
    revision INTEGER,
    summary TEXT NOT NULL,
    changes TEXT NOT NULL CHECK (json_valid(changes)),
    document_sha256 TEXT,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL
  ) STRICT;
  CREATE INDEX audit_by_reading ON audit (reading_id, sequence);
  CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
    BEGIN SELECT RAISE(ABORT, 'an entry of the trail is never changed'); END;
  CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit
    BEGIN SELECT RAISE(ABORT, 'an entry of the trail is never deleted'); END;

  CREATE TABLE project (
    only_one INTEGER PRIMARY KEY CHECK (only_one = 1),
    project_id TEXT NOT NULL,
    title TEXT NOT NULL,
    created_at TEXT NOT NULL
  ) STRICT;
  CREATE TABLE protocol_versions (
    version INTEGER PRIMARY KEY,
    saved_at TEXT NOT NULL,
    saved_by TEXT NOT NULL,
    protocol TEXT NOT NULL CHECK (json_valid(protocol))
  ) STRICT;
  CREATE TRIGGER protocols_are_not_deleted BEFORE DELETE ON protocol_versions
    BEGIN SELECT RAISE(ABORT, 'a version of the protocol is never deleted'); END;
  CREATE TABLE cases (
    case_id TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    study_uid TEXT NOT NULL UNIQUE,
    facts TEXT NOT NULL CHECK (json_valid(facts)),
    added_at TEXT NOT NULL
  ) STRICT;
  CREATE TABLE readers (
    code TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    roles TEXT NOT NULL CHECK (json_valid(roles)),
    pin TEXT,
    is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
    position INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE case_differences (
    case_id TEXT PRIMARY KEY,
    basis TEXT NOT NULL,
    differs INTEGER NOT NULL CHECK (differs IN (0, 1))
  ) STRICT;
`;
