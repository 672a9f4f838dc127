-- The database of this example. Run it once, as a superuser of a PostgreSQL with wal_level = logical.
CREATE ROLE orders_source LOGIN REPLICATION PASSWORD 'orders-source-on-a-laptop';
CREATE ROLE orders_sink LOGIN PASSWORD 'orders-sink-on-a-laptop';
CREATE DATABASE orders;
\connect orders

-- Where orders come in, and what becomes of each.
CREATE SCHEMA shop;

CREATE TABLE shop.orders (
  order_id VARCHAR(255) PRIMARY KEY,
  product_name VARCHAR(255),
  quantity NUMERIC(10, 2),
  price NUMERIC(10, 2),
  order_date VARCHAR(50)
);

CREATE TABLE shop.enriched_orders (
  order_id VARCHAR(255) PRIMARY KEY,
  product_name VARCHAR(255),
  quantity NUMERIC(10, 2),
  price NUMERIC(10, 2),
  order_date VARCHAR(50),
  total NUMERIC(10, 2),
  processed_at NUMERIC(20, 6),
  validator_version VARCHAR(50),
  validation_status VARCHAR(50),
  validation_message TEXT,
  created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE shop.invalid_orders (LIKE shop.enriched_orders INCLUDING ALL);

-- The validator. A stream processor that reads the topic orders and writes the other two may take its place.
CREATE FUNCTION shop.validate() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  fault TEXT;
  verdict shop.enriched_orders;
BEGIN
  IF TG_OP = 'DELETE' OR (TG_OP = 'UPDATE' AND OLD.order_id <> NEW.order_id) THEN
    DELETE FROM shop.enriched_orders WHERE order_id = OLD.order_id;
    DELETE FROM shop.invalid_orders WHERE order_id = OLD.order_id;
  END IF;
  IF TG_OP = 'DELETE' THEN
    RETURN NULL;
  END IF;
  fault := CASE
    WHEN coalesce(NEW.product_name, '') = '' THEN 'it names no product'
    WHEN coalesce(NEW.quantity, 0) <= 0 THEN 'the quantity is not above 0'
    WHEN coalesce(NEW.price, -1) < 0 THEN 'there is no price of 0 or more'
  END;
  verdict := (NEW.order_id, NEW.product_name, NEW.quantity, NEW.price, NEW.order_date, NEW.quantity * NEW.price,
    extract(epoch FROM clock_timestamp()), '1.0', CASE WHEN fault IS NULL THEN 'valid' ELSE 'invalid' END,
    coalesce(fault, 'all is well'), now());
  IF fault IS NULL THEN
    DELETE FROM shop.invalid_orders WHERE order_id = NEW.order_id;
    DELETE FROM shop.enriched_orders WHERE order_id = NEW.order_id;
    INSERT INTO shop.enriched_orders SELECT verdict.*;
  ELSE
    DELETE FROM shop.enriched_orders WHERE order_id = NEW.order_id;
    DELETE FROM shop.invalid_orders WHERE order_id = NEW.order_id;
    INSERT INTO shop.invalid_orders SELECT verdict.*;
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER validate AFTER INSERT OR UPDATE OR DELETE ON shop.orders
  FOR EACH ROW EXECUTE FUNCTION shop.validate();

-- What the connector that captures changes needs, and no more.
GRANT USAGE ON SCHEMA shop TO orders_source;
GRANT SELECT ON ALL TABLES IN SCHEMA shop TO orders_source;
CREATE PUBLICATION orders FOR TABLE shop.orders, shop.enriched_orders, shop.invalid_orders;

-- Where enriched orders arrive.
CREATE TABLE public.enriched_orders (LIKE shop.enriched_orders INCLUDING ALL);
GRANT SELECT, INSERT, UPDATE, DELETE ON public.enriched_orders TO orders_sink;

INSERT INTO shop.orders VALUES
  ('1001', 'kettle', 1, 39.90, '2026-11-30'),
  ('1002', 'cup', 6, 4.50, '2026-11-30'),
  ('1003', 'tea', 0, 3.20, '2026-11-30');
