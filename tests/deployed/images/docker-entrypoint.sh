#!/bin/sh
# Does what the entry points of the images do that compose.yaml names, with Debian's packages.
set -eu
case "$1" in
postgres)
    data=/var/lib/postgresql/data bin=$(echo /usr/lib/postgresql/*/bin)
    chown postgres "$data" && chmod 700 "$data"
    if [ ! -e "$data/PG_VERSION" ]; then
        password=$(mktemp) && cat "$POSTGRES_PASSWORD_FILE" > "$password" && chown postgres "$password"
        runuser -u postgres -- "$bin/initdb" -D "$data" -U "$POSTGRES_USER" --encoding=UTF8 --pwfile="$password" --auth-host=scram-sha-256 --auth-local=trust
        rm "$password"
        echo 'host all all all scram-sha-256' >> "$data/pg_hba.conf"
        echo "create database $POSTGRES_USER" | runuser -u postgres -- "$bin/postgres" --single -D "$data" postgres
    fi
    exec runuser -u postgres -- "$bin/postgres" -D "$data" -c listen_addresses='*' -c unix_socket_directories=/var/run/postgresql
    ;;
rabbitmq-server)
    chown -R rabbitmq /var/lib/rabbitmq
    exec runuser -u rabbitmq -- "$@"
    ;;
*) exec "$@" ;;
esac
