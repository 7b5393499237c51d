-- SPDX-License-Identifier: Apache-2.0
-- record: how many of those whose case was resolved are asked how it went; at most one row
CREATE TABLE service_survey_settings(
  id INTEGER PRIMARY KEY,
  share INTEGER NOT NULL,
  delay_minutes INTEGER NOT NULL,
  revision INTEGER NOT NULL
);

-- record: the words of the question, where the company has its own for a language
CREATE TABLE service_survey_words(
  language TEXT PRIMARY KEY,
  words TEXT NOT NULL
);

-- A time that is 0 has not come. message is our question, answer the message that brought the mark.
-- projection: who was drawn to be asked how it went, whether they were, and their mark
CREATE TABLE service_survey(
  id INTEGER PRIMARY KEY,
  conversation INTEGER NOT NULL,
  person INTEGER NOT NULL,
  drawn_at INTEGER NOT NULL,
  asked_at INTEGER NOT NULL,
  message INTEGER NOT NULL,
  sent_at INTEGER NOT NULL,
  mark INTEGER NOT NULL,
  rated_at INTEGER NOT NULL,
  answer INTEGER NOT NULL
);
CREATE INDEX service_survey_sent ON service_survey(sent_at) WHERE sent_at > 0;
CREATE INDEX service_survey_rated ON service_survey(rated_at) WHERE rated_at > 0;
CREATE INDEX service_survey_of ON service_survey(person, rated_at) WHERE rated_at > 0;

-- projection: the newest survey that was put in each conversation
CREATE TABLE service_survey_place(
  conversation INTEGER PRIMARY KEY,
  survey INTEGER NOT NULL
);

-- projection: the newest draw of each person, and when they were asked last
CREATE TABLE service_survey_person(
  person INTEGER PRIMARY KEY,
  survey INTEGER NOT NULL,
  asked_at INTEGER NOT NULL
);

-- projection: who wants to be left in peace, as sales notes it
CREATE TABLE service_opt_out(
  id INTEGER PRIMARY KEY,
  person INTEGER NOT NULL
);
CREATE INDEX service_opt_out_person ON service_opt_out(person);
