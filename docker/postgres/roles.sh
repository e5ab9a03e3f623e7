#!/bin/sh
# Runs once, when the database is made: one role migrates, the other is what the servers are.
set -eu
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
  --set owner_password="$TIDU_OWNER_PASSWORD" --set app_password="$TIDU_APP_PASSWORD" <<'SQL'
create role tidu_owner login password :'owner_password';
create role tidu_app login password :'app_password';
create database tidu owner tidu_owner;
SQL
