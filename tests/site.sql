-- A release of a few invented rows, one for each thing that a page must show.

insert into source values
    ('finta_csv', 'Fonte Finta', 'Finta', 'press', '', 'fatti', '2023-2024');
insert into document values
    ('d0c0000001', 'finta_csv', 'finta.csv', 'd0c1', 'https://esempio.invalid/finta.csv',
     '2025-01-31T10:00:00Z', 'text/csv', 'added', 10, 12, 1, null),
    ('d0c0000000', 'finta_csv', 'finta.csv', 'd0c0', 'https://esempio.invalid/finta.csv',
     '2025-01-30T10:00:00Z', 'text/csv', 'added', 10, 12, 1, 'd0c0000001');
insert into citation values
    ('c1', 'https://uno.invalid/pagina', 'uno.invalid', 3, 1, 1),
    ('c2', 'https://due.invalid/pagina', 'due.invalid', 1, 1, 1),
    ('c3', 'bollettino stampato 12/2024', 'bollettino stampato', 1, 0, 1);
insert into season values ('2023', '2023'), ('2024', '2024');
insert into apparatus values
    ('CE', 'individual', 'cerchio', 'hoop', 3), ('PA', 'individual', 'palla', 'ball', 4),
    ('CV', 'individual', 'clavette', 'clubs', 5), ('NA', 'individual', 'nastro', 'ribbon', 6);
insert into scoring_code values
    ('unknown', 'Codice non noto', '', '', '', null, null, '', null, ''),
    ('finto-2022', '2022-2024', 'FIG', 'individual', 'senior', '2022-01-01', '2024-12-31', 'D A E', null, '');
insert into category values ('senior', 'Senior');
insert into club values
    ('prova-inventata', 'Prova Inventata', '000001', 'club', 'prova inventata societa di prova'),
    ('altra-finta', 'Altra Finta', null, 'club', 'altra finta'),
    ('gruppo-militare-finto', 'Gruppo Militare Finto', null, 'military', 'gruppo militare finto');
insert into club_name values
    ('prova-inventata', 'Prova Inventata'), ('prova-inventata', 'Società di Prova'),
    ('altra-finta', 'Altra Finta');
insert into series values
    ('trofeo-finto', 'Trofeo Finto', 'FGI', 'nazionale', 'finto'),
    ('serie-finta', 'Serie Finta', 'FGI', 'nazionale', 'serie-a');
insert into competition (
    competition_id, name, series_id, edition, stage, organiser, sector, phase, zone, discipline, season_id,
    is_season_assumed, date_start, date_end, date_precision, date_note, place, venue,
    search_text
) values
    ('trofeo-finto-2024', 'Trofeo Finto 2024', 'trofeo-finto', '', '', 'FGI', 'nazionale', '', '',
     'rhythmic', '2024', 0, '2024-05-25', '2024-05-26', 'day', '', 'Cittafinta', 'PalaFinto',
     'trofeo finto 2024 cittafinta'),
    ('trofeo-finto-2023', 'Trofeo Finto 2023', 'trofeo-finto', '', '', 'FGI', 'nazionale', '', '',
     'rhythmic', '2023', 1, '2023-06', null, 'month', 'mese dedotto', 'Borgofinto', '', 'trofeo finto 2023 borgofinto'),
    ('serie-finta-2024', 'Serie Finta 2024, 1ª prova', 'serie-finta', '', '1', 'FGI', 'nazionale', '', '',
     'rhythmic', '2024', 0, '2024-03-09', null, 'day', '', 'Borgofinto', '', 'serie finta 2024 borgofinto'),
    ('artistica-finta-2024', 'Artistica Finta 2024', 'trofeo-finto', '', '', 'FGI', 'nazionale', '', '',
     'artistic', '2024', 0, '2024-04-01', null, 'day', '', 'Borgofinto', '', 'artistica finta 2024');
insert into competition_name values
    ('trofeo-finto-2024', 'Trofeo Finto 2024'), ('trofeo-finto-2024', '12° Trofeo Finto');
insert into ranking (
    ranking_id, competition_id, name, category_id, kind, round, scope, apparatus_id, scoring_code_id, date,
    is_complete, field_size, winner_total, position
) values
    ('trofeo-finto-2024-aa', 'trofeo-finto-2024', 'Senior, concorso generale', 'senior', 'all-around',
     '', '', null, 'finto-2022', '2024-05-25', 1, 6, 101.15, 1),
    ('trofeo-finto-2024-ce', 'trofeo-finto-2024', 'Senior, cerchio, finale', 'senior', 'apparatus',
     'final', '', 'CE', 'finto-2022', '2024-05-26', 0, null, 28.55, 2),
    ('trofeo-finto-2023-aa', 'trofeo-finto-2023', 'Senior, concorso generale', 'senior', 'all-around',
     '', '', null, 'finto-2022', null, 0, null, null, 1),
    ('serie-finta-2024-sq', 'serie-finta-2024', 'Squadra', 'senior', 'team',
     '', '', null, 'unknown', null, 0, null, 98.0, 1),
    ('artistica-finta-2024-aa', 'artistica-finta-2024', 'Artistica', 'senior', 'all-around',
     '', '', null, 'unknown', null, 0, null, null, 1);
insert into athlete (
    athlete_id, name, family_name, given_name, birth_year, nation, is_initials, club_id, routine_count,
    search_text
) values
    ('aaaa1111', 'Zeta D''Ambrogina', 'D''Ambrogina', 'Zeta', null, 'ITA', 0, 'prova-inventata', 7,
     'zeta d ambrogina zita dambrogina prova inventata'),
    ('bbbb2222', 'Finta Inventàta', 'Inventàta', 'Finta', null, 'ITA', 0, 'altra-finta', 4,
     'finta inventata altra finta'),
    ('cccc3333', 'Quarta <b>Grassetto</b> & "Figlia"', 'Grassetto', 'Quarta', null, 'SMR', 0, null, 2,
     'quarta grassetto figlia'),
    ('dddd4444', 'Z. F.', '', '', null, 'ITA', 1, null, 1, ''),
    ('eeee5555', 'Quinta Inventata', 'Inventata', 'Quinta', null, 'ITA', 0, 'altra-finta', 1,
     'quinta inventata altra finta'),
    ('ffff6666', '=Sesta Formula', 'Formula', '=Sesta', null, 'ITA', 0, null, 0, 'sesta formula');
insert into athlete_name values
    ('aaaa1111', 'Zeta D''Ambrogina', 6), ('aaaa1111', 'Zita Dambrogina', 1),
    ('bbbb2222', 'Finta Inventàta', 4);
insert into athlete_redirect values ('oldoldold', 'aaaa1111');
insert into club_redirect values ('a-s-d-altra-finta', 'altra-finta');
insert into team values
    (1, 'serie-finta-2024', 'team', 'Altra Finta', 'altra-finta', '', ''),
    (2, 'serie-finta-2024', 'team', 'Prova Inventata', 'prova-inventata', '', 'Prima, Seconda');
insert into team_member values (1, 'aaaa1111', 1, 'prova-inventata', 0), (1, 'eeee5555', 0, null, 1);

insert into result (
    result_id, ranking_id, athlete_id, team_id, club_id, rank_printed, rank, status, total_printed, total,
    note, position
) values
    (1, 'trofeo-finto-2024-aa', 'bbbb2222', null, 'altra-finta', '1', 1, '', '101,150', 101.15, '', 1),
    (2, 'trofeo-finto-2024-aa', 'aaaa1111', null, 'prova-inventata', '2', 2, '', '100.600', 100.6, '', 2),
    (3, 'trofeo-finto-2024-aa', 'cccc3333', null, null, '3=', 3, '', '99.000', 99.0, '', 3),
    (4, 'trofeo-finto-2024-aa', 'eeee5555', null, 'altra-finta', '3=', 3, '', '99.000', 99.0, '', 4),
    (5, 'trofeo-finto-2024-aa', 'ffff6666', null, null, 'FC', null, 'out of ranking', '100.900', 100.9,
     'ospite', 5),
    (6, 'trofeo-finto-2024-aa', 'dddd4444', null, null, '5', 5, '', '90.000', 90.0, '', 6),
    (7, 'trofeo-finto-2024-ce', 'aaaa1111', null, 'prova-inventata', '1', 1, '', '28.550', 28.55, '', 1),
    (8, 'trofeo-finto-2023-aa', 'aaaa1111', null, 'prova-inventata', '', null, '', '', null, '', 1),
    (9, 'serie-finta-2024-sq', null, 1, 'altra-finta', '1', 1, '', '98.000', 98.0, '', 1),
    (10, 'serie-finta-2024-sq', null, 2, 'prova-inventata', '2', 2, '', '97.000', 97.0, '', 2),
    (11, 'artistica-finta-2024-aa', 'aaaa1111', null, null, '1', 1, '', '50.000', 50.0, '', 1);
insert into routine (
    routine_id, competition_id, athlete_id, team_id, apparatus_id, round, attempt, date, points_printed,
    points, note
) values
    (1, 'trofeo-finto-2024', 'bbbb2222', null, 'CE', '', 1, null, '24.900', 24.9, ''),
    (2, 'trofeo-finto-2024', 'bbbb2222', null, 'PA', '', 1, null, '25.850', 25.85, ''),
    (3, 'trofeo-finto-2024', 'bbbb2222', null, 'CV', '', 1, null, '25.600', 25.6, ''),
    (4, 'trofeo-finto-2024', 'bbbb2222', null, 'NA', '', 1, null, '24.750', 24.75, ''),
    (5, 'trofeo-finto-2024', 'aaaa1111', null, 'CE', '', 1, null, '25.200', 25.2, ''),
    (6, 'trofeo-finto-2024', 'aaaa1111', null, 'PA', '', 1, null, '25.100', 25.1, ''),
    (7, 'trofeo-finto-2024', 'aaaa1111', null, 'CV', '', 1, null, '25.300', 25.3, ''),
    (8, 'trofeo-finto-2024', 'aaaa1111', null, 'NA', '', 1, null, '25.000', 25.0, ''),
    (9, 'trofeo-finto-2024', 'aaaa1111', null, 'CE', 'final', 1, null, '28.550', 28.55, ''),
    (10, 'trofeo-finto-2023', 'aaaa1111', null, 'CE', '', 1, null, '24.000', 24.0, ''),
    (11, 'serie-finta-2024', 'aaaa1111', null, 'NA', '', 1, null, '24.500', 24.5, ''),
    (12, 'serie-finta-2024', 'eeee5555', null, 'PA', '', 1, null, '24.100', 24.1, '');
update routine set is_doubtful = 1 where routine_id = 2;
insert into component values
    (9, 'D', '12.000', 12.0), (9, 'A', '8.300', 8.3), (9, 'E', '8.300', 8.3), (9, 'PEN', '0.050', 0.05);
insert into result_routine values
    (1, 1, '', null, 1), (1, 2, '', null, 1), (1, 3, '', null, 1), (1, 4, '', null, 1),
    (2, 5, '2', 2, 1), (2, 6, '', null, 1), (2, 7, '', null, 1), (2, 8, '', null, 1),
    (7, 9, '', null, 1), (8, 10, '', null, 1), (9, 11, '', null, 1), (9, 12, '', null, 1);
insert into witness (
    witness_id, result_id, routine_id, field, value_printed, document_id, record, citation_id, is_shown
) values
    (1, 1, null, 'total', '101,150', 'd0c0000001', '1', 'c1', 1),
    (2, null, 1, 'points', '24.900', 'd0c0000001', '2', 'c1', 1),
    (3, 2, null, 'total', '100.600', 'd0c0000001', '3', 'c1', 1),
    (4, 2, null, 'total', '100.900', 'd0c0000001', '4', 'c2', 0),
    (5, null, 5, 'points', '25.200', 'd0c0000001', '5', 'c1', 1),
    (6, 3, null, 'total', '99.000', 'd0c0000001', '6', 'c1', 1),
    (7, 4, null, 'total', '99.000', 'd0c0000001', '7', 'c1', 1),
    (8, 5, null, 'total', '100.900', 'd0c0000001', '8', 'c1', 1),
    (9, 6, null, 'total', '90.000', 'd0c0000001', '9', 'c1', 1),
    (10, null, 9, 'points', '28.550', 'd0c0000001', '10', 'c3', 1),
    (11, null, 10, 'points', '24.000', 'd0c0000001', '11', 'c1', 1),
    (12, 9, null, 'total', '98.000', 'd0c0000001', '12', 'c2', 1),
    (13, null, 11, 'points', '24.500', 'd0c0000001', '13', 'c2', 1);
-- The ribbon of the team was printed 924.500 and read 24.500.
update routine set points_printed = '924.500' where routine_id = 11;
update witness set value_printed = '924.500' where witness_id = 13;
insert into correction values
    ('d0c0000001', '13', 'points', '924.500', '24.500', 'una cifra di troppo', '2025-01-31'),
    ('d0c0000001', '4', 'points', '100.900', '?', 'forse un refuso', '2025-01-31');
insert into mention (
    mention_id, athlete_id, competition_id, name_printed, club_printed, nation, birth_year,
    document_id, record
) values
    (1, 'aaaa1111', 'trofeo-finto-2024', 'Zeta D''Ambrogina', 'Prova Inventata', 'ITA', null,
     'd0c0000001', '3');
insert into data_check values
    ('parts_add_up_to_total', 'Le parti sommano al totale', 'warning', 'row', 'un refuso in stampa?',
     'il totale stampato non chiude con le sue parti'),
    ('stages_follow_dates', 'Le prove si seguono nel tempo', 'error', 'run', 'una data dedotta male?',
     'le prove sono numerate nel loro ordine');
insert into finding values
    (1, 'parts_add_up_to_total', 'Le parti sommano al totale', 'warning', 'result:1',
     'trofeo-finto-2024', 'trofeo-finto-2024-aa', 1, null, 'bbbb2222',
     'd0c0000001', '1', 'totale stampato 101.150, somma delle parti 101.100');
insert into search_word (word) values
    ('zeta'), ('ambrogina'), ('dambrogina'), ('zita'), ('finta'), ('inventata'), ('quarta'),
    ('grassetto'), ('figlia'), ('prova'), ('altra'), ('trofeo'), ('finto'), ('cittafinta');
insert into athlete_fts (athlete_fts) values ('rebuild');
insert into club_fts (club_fts) values ('rebuild');
insert into competition_fts (competition_fts) values ('rebuild');
-- The hoop of the final was 28.350 in the version of the day before; the total of the second had another place.
insert into revision values
    (1, null, 9, 'points', '28.350', '28.550', 'd0c0000000', '10', 'd0c0000001', '10', 'dopo ricorso'),
    (2, 2, null, 'rank', '3', '2', 'd0c0000000', '3', 'd0c0000001', '3', 'nella classifica corretta');
insert into row_outcome values
    ('d0c0000000', '10', 'replaced', 'valore cambiato', '28.350', 'd0c0000001', '10');
