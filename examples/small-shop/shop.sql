-- A small shop's database: nobody in it exists. Addresses, telephone numbers and IP addresses are of the ranges that
-- are set aside for examples (RFC 2606, RFC 5737; ARCEP's and Ofcom's numbers for fiction). "Now" is 1 December 2026.
-- Élodie Marchand and Oliver Hartley live together: one telephone, one address, two people.

CREATE TABLE customers (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL UNIQUE, telephone TEXT, street TEXT, town TEXT,
  password TEXT);
CREATE TABLE products (id INTEGER PRIMARY KEY, name TEXT NOT NULL, price NUMERIC NOT NULL);
CREATE TABLE sign_ins (
  id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customers, at INTEGER NOT NULL, ip TEXT, browser TEXT);
CREATE TABLE memberships (
  id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customers, card TEXT NOT NULL, ends_on DATE NOT NULL);
CREATE TABLE messages (
  id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customers, sent_at DATETIME NOT NULL,
  subject TEXT NOT NULL, words TEXT NOT NULL);
CREATE TABLE newsletter (
  id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customers, email TEXT NOT NULL,
  language TEXT NOT NULL, agreed_at DATETIME NOT NULL);
CREATE TABLE invoices (
  id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customers, number TEXT NOT NULL, issued_on DATE NOT NULL,
  billed_to TEXT NOT NULL, total NUMERIC NOT NULL);
CREATE TABLE invoice_lines (
  id INTEGER PRIMARY KEY, invoice_id INTEGER NOT NULL REFERENCES invoices, product INTEGER NOT NULL REFERENCES products,
  quantity INTEGER NOT NULL, price NUMERIC NOT NULL);
CREATE TABLE orders (
  id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customers, invoice_id INTEGER REFERENCES invoices,
  placed_at DATETIME NOT NULL, product INTEGER NOT NULL REFERENCES products, deliver_to TEXT, wishes TEXT);
CREATE INDEX sign_ins_of ON sign_ins (customer_id);
CREATE INDEX messages_of ON messages (customer_id);
CREATE INDEX orders_of ON orders (customer_id);
CREATE INDEX invoices_of ON invoices (customer_id);
CREATE INDEX lines_of ON invoice_lines (invoice_id);

INSERT INTO products VALUES
  (1, 'Lapsang souchong, 100 g', 9.50), (2, 'Earl Grey, 100 g', 7.90), (3, 'Verveine, 50 g', 6.20);

INSERT INTO customers VALUES
  (1, 'Élodie Marchand', 'elodie.marchand@example.org', '+33 1 99 00 12 34', '12 rue des Tanneurs', '44000 Nantes', 'argon2:Vm9pY2k'),
  (2, 'Oliver Hartley', 'oliver.hartley@example.com', '+33 1 99 00 12 34', '12 rue des Tanneurs', '44000 Nantes', 'argon2:T2xpdmVy'),
  (3, 'Jean-Baptiste Le Goff', 'jb.legoff@example.org', '+33 2 61 91 40 07', '3 quai du Léon', '29200 Brest', 'argon2:QnJlc3Q'),
  (4, 'Margaret O''Neill', 'm.oneill@example.com', '+44 20 7946 0018', '8 Harbour Lane', 'Bristol BS1', 'argon2:TWFyZ2E'),
  (5, 'François Besnard', 'francois.besnard@example.org', '+33 1 99 00 55 21', '27 avenue Foch', '35000 Rennes', 'argon2:RnJhbmM'),
  (6, 'Siân Price', 'sian.price@example.com', '+44 29 2018 0461', '1 Castle Row', 'Cardiff CF10', 'argon2:U2lhbg'),
  (7, 'Chloé Dubreuil', 'chloe.dubreuil@example.org', '+33 1 99 00 71 80', '5 place du Marché', '85000 La Roche-sur-Yon', 'argon2:Q2hsb2U'),
  (8, 'William Ashdown', 'w.ashdown@example.com', '+44 20 7946 0733', '40 Mill Road', 'Cambridge CB1', 'argon2:V2lsbA'),
  (9, 'Anaïs Pelletier', 'anais.pelletier@example.org', '+33 4 65 71 02 93', '18 rue Mercière', '69002 Lyon', 'argon2:QW5haXM'),
  (10, 'George Pemberton', 'g.pemberton@example.com', '+44 20 7946 0909', '2 Elm Close', 'York YO1', 'argon2:R2Vvcmdl'),
  (11, 'Héloïse Vasseur', 'heloise.vasseur@example.org', '+33 3 53 01 88 10', '9 rue Nationale', '59000 Lille', 'argon2:SGVsb2lzZQ'),
  (12, 'Edith Crowther', 'edith.crowther@example.com', '+44 20 7946 0112', '16 Abbey Walk', 'Bath BA1', 'argon2:RWRpdGg');

INSERT INTO invoices VALUES
  (1, 1, '2024-031', '2024-03-14', '12 rue des Tanneurs, 44000 Nantes', 19.00),
  (2, 1, '2026-208', '2026-09-02', '12 rue des Tanneurs, 44000 Nantes', 30.00),
  (3, 2, '2026-011', '2026-01-20', '12 rue des Tanneurs, 44000 Nantes', 7.90),
  (4, 3, '2025-140', '2025-06-30', '3 quai du Léon, 29200 Brest', 15.80),
  (5, 4, '2026-097', '2026-04-09', '8 Harbour Lane, Bristol BS1', 9.50),
  (6, 5, '2015-019', '2015-02-11', '27 avenue Foch, 35000 Rennes', 18.60),
  (7, 5, '2025-201', '2025-10-03', '27 avenue Foch, 35000 Rennes', 6.20),
  (8, 7, '2026-150', '2026-07-15', '5 place du Marché, 85000 La Roche-sur-Yon', 7.90),
  (9, 8, '2022-064', '2022-03-01', '40 Mill Road, Cambridge CB1', 9.50),
  (10, 10, '2014-005', '2014-01-30', '2 Elm Close, York YO1', 7.90),
  (11, 11, '2026-230', '2026-11-03', '9 rue Nationale, 59000 Lille', 12.40),
  (12, 12, '2024-300', '2024-12-31', '16 Abbey Walk, Bath BA1', 15.80);

INSERT INTO invoice_lines VALUES
  (1, 1, 1, 2, 9.50), (2, 2, 1, 1, 9.50), (3, 2, 2, 1, 7.90), (4, 2, 3, 2, 6.30), (5, 3, 2, 1, 7.90), (6, 4, 2, 2, 7.90),
  (7, 5, 1, 1, 9.50), (8, 6, 3, 3, 6.20), (9, 7, 3, 1, 6.20), (10, 8, 2, 1, 7.90), (11, 9, 1, 1, 9.50), (12, 10, 2, 1, 7.90),
  (13, 11, 3, 2, 6.20), (14, 12, 2, 2, 7.90);

INSERT INTO orders VALUES
  (1, 1, 1, '2024-03-14 18:20:00', 1, '12 rue des Tanneurs, 44000 Nantes', 'Emballage cadeau pour Grand-mère Odette'),
  (2, 1, 2, '2026-09-02 08:05:00', 1, '12 rue des Tanneurs, 44000 Nantes', 'Sonner au deuxième étage'),
  (3, 2, 3, '2026-01-20 21:40:00', 2, '12 rue des Tanneurs, 44000 Nantes', NULL),
  (4, 3, 4, '2025-06-30 12:00:00', 2, '3 quai du Léon, 29200 Brest', NULL),
  (5, 4, 5, '2026-04-09 09:15:00', 1, '8 Harbour Lane, Bristol BS1', 'Leave with the porter'),
  (6, 5, 7, '2025-10-03 16:30:00', 3, '27 avenue Foch, 35000 Rennes', NULL),
  (7, 7, 8, '2026-07-15 10:10:00', 2, '5 place du Marché, 85000 La Roche-sur-Yon', NULL),
  (8, 8, 9, '2022-03-01 11:11:00', 1, '40 Mill Road, Cambridge CB1', 'For my sister Winifred'),
  (9, 10, 10, '2014-01-30 19:00:00', 2, '2 Elm Close, York YO1', NULL),
  (10, 11, 11, '2026-11-03 07:45:00', 3, '9 rue Nationale, 59000 Lille', NULL),
  (11, 12, 12, '2024-12-31 23:50:00', 2, '16 Abbey Walk, Bath BA1', NULL),
  (12, 6, NULL, '2026-10-10 10:00:00', 3, '1 Castle Row, Cardiff CF10', 'Not yet paid'),
  (13, 9, NULL, '2026-11-28 20:20:00', 1, '18 rue Mercière, 69002 Lyon', NULL);

INSERT INTO memberships VALUES
  (1, 1, 'QV-0001-ELOD', '2027-03-31'), (2, 2, 'QV-0002-OLIV', '2027-03-31'), (3, 4, 'QV-0003-MARG', '2026-10-31'),
  (4, 11, 'QV-0004-HELO', '2027-10-31');

INSERT INTO messages VALUES
  (1, 1, '2026-09-12 17:02:00', 'Colis abîmé', 'Bonjour, la boîte de Lapsang est arrivée écrasée, et mon fils Lucien y est allergique aux noix.'),
  (2, 1, '2026-09-14 09:30:00', 'Re: Colis abîmé', 'Merci pour le remplacement, tout est parfait.'),
  (3, 2, '2026-02-01 12:00:00', 'A question', 'Is the Earl Grey organic?'),
  (4, 4, '2026-05-05 15:45:00', 'Late parcel', 'My parcel has not come, and the porter has not seen it either.'),
  (5, 8, '2022-03-04 10:00:00', 'Thank you', 'Winifred loved it.'),
  (6, 11, '2026-11-05 18:18:00', 'Facture', 'Pouvez-vous me renvoyer la facture de novembre ?');

INSERT INTO newsletter VALUES
  (1, 1, 'elodie.marchand@example.org', 'fr', '2025-01-06 10:00:00'), (2, 4, 'm.oneill@example.com', 'en', '2026-04-09 09:16:00'),
  (3, 10, 'g.pemberton@example.com', 'en', '2014-02-01 08:00:00'), (4, 9, 'anais.pelletier@example.org', 'fr', '2026-11-28 20:21:00');

INSERT INTO sign_ins VALUES
  (1, 1, 1772435400, '203.0.113.77', 'Firefox 134'), (2, 1, 1788328800, '203.0.113.77', 'Firefox 143'),
  (3, 1, 1795203060, '198.51.100.23', 'Safari 26'), (4, 2, 1768941000, '203.0.113.78', 'Chrome 132'),
  (5, 2, 1791491400, '203.0.113.78', 'Chrome 141'), (6, 3, 1751277300, '192.0.2.14', 'Firefox 128'),
  (7, 4, 1777992000, '198.51.100.200', 'Edge 136'), (8, 7, 1784102400, '192.0.2.99', 'Safari 18'),
  (9, 9, 1795893000, '192.0.2.41', 'Firefox 145'), (10, 11, 1793688000, '198.51.100.7', 'Chrome 142'),
  (11, 12, 1735685100, '203.0.113.5', 'Edge 131');
