#!/usr/bin/env bash
# Dumps the database of a Masthead while readers comment, restores the dump into another server, and
# starts another Masthead over it. What that answers has to be what the first one answers, but for the
# comments that came after the dump had begun: all that were acknowledged before are there, none is
# there that was not written, and every total adds up.
#
#   backup.sh BASE_URL POSTGRES MASTHEAD      the last two are the containers of the first one
#
# MASTHEAD_ADMIN_KEY is the administrator's key. Needs docker, curl and jq. Leaves one article.
set -euo pipefail

base=${1:?the address of a Masthead}
postgres=${2:?the container of its database}
masthead=${3:?its own container}
key=${MASTHEAD_ADMIN_KEY:?the administrator key of $base}
mark=masthead-backup-$$
work=$(mktemp -d)
reader=

cleanup() {
  [ -z "$reader" ] || kill "$reader" 2>/dev/null || true
  docker rm --force --volumes "$mark" "$mark-postgres" >/dev/null 2>&1 || true
  rm -rf "$work"
}
trap cleanup EXIT

fail() {
  printf 'backup: %s\n' "$*" >&2
  exit 1
}

desk() {
  curl -sS --fail-with-body --max-time 30 -X "$2" -H "Authorization: Bearer $key" -H 'If-Match: *' \
    -H 'Content-Type: application/json' -d "$4" "$1/manage/v1$3" || fail "$2 $3"
}

# comment NUMBER: gives its id once it is acknowledged
comment() {
  curl -sS --fail-with-body --max-time 30 -A "Mozilla/5.0 (X11; Linux x86_64; rv:$1.0) Firefox/$1.0" \
    -H 'Content-Type: application/json' -d "{\"author\": {\"name\": \"Reader\"}, \"body\": \"This is comment $1.\"}" \
    "$base/api/v1/articles/$article/comments" | jq -er .comment.id
}

comments() {
  for number in $(seq "$1" "$2"); do
    comment "$number" >>"$work/acknowledged"
  done
}

# every BASE LIST: each item of a list to its end, one a line, without what is of the moment
every() {
  local cursor='' page
  while :; do
    page=$(curl -sS --fail-with-body --max-time 30 "$1/api/v1/$2$cursor") || fail "$1/api/v1/$2: $page"
    jq -cS '.items[] | del(.. | .asOf?)' <<<"$page"
    cursor=$(jq -r '.page.next // empty | "&cursor=" + .' <<<"$page")
    [ -n "$cursor" ] || return 0
  done
}

answers() {
  local list
  for list in articles authors sections tags corrections; do
    every "$1" "$list?limit=100"
  done
  every "$1" 'articles?limit=100' | jq -r .id | while read -r id; do
    curl -sS --fail-with-body --max-time 30 "$1/api/v1/articles/$id?body=blocks" | jq -cS . || fail "$1: article $id"
    [ "$id" = "$article" ] || every "$1" "articles/$id/comments?limit=100"
  done
}

wait_for() {
  local end=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    [ "$SECONDS" -lt "$end" ] || return 1
    sleep 1
  done
}

major() {
  grep -oE '[0-9]+' | head -n 1
}

# inside COMMANDS: in the database's container, whose variables they name
inside() {
  docker exec "$postgres" sh -c "$1"
}

# shellcheck disable=SC2016
server=$(inside 'psql -XqAt -U "$POSTGRES_USER" -d "$POSTGRES_DB" -c "show server_version"' | major)
program=$(inside 'pg_dump --version' | major)
if [ "$program" -lt "$server" ]; then
  printf 'backup: pg_dump %s of this image cannot read its server, which is %s: not tried\n' "$program" "$server"
  exit 0
fi

desk "$base" PUT /comment-rules '{"moderation": "post", "visitorPerMinute": 0, "articlePerMinute": 0, "holdRepeats": false}' >/dev/null
article=$(desk "$base" POST /articles \
  "{\"title\": \"Backup $mark\", \"body\": \"<p>Written before it was dumped.</p>\", \"bylines\": [{\"name\": \"Backup\"}]}" | jq -er .id)
desk "$base" POST "/articles/$article/publish" '{}' >/dev/null
comments 1 20
cp "$work/acknowledged" "$work/before"
comments 21 2000 &
reader=$!
wait_for 30 test 30 -lt "$(wc -l <"$work/acknowledged")" || true
# shellcheck disable=SC2016
inside 'pg_dump --format=custom -U "$POSTGRES_USER" "$POSTGRES_DB"' >"$work/dump"
kill -0 "$reader" || fail 'nobody commented while it was dumped'
kill "$reader"
wait "$reader" || true
reader=

network=$(docker inspect -f '{{range $name, $of := .NetworkSettings.Networks}}{{$name}} {{end}}' "$postgres" | cut -d' ' -f1)
docker run --detach --name "$mark-postgres" --network "$network" -e POSTGRES_USER=masthead -e POSTGRES_DB=masthead \
  -e POSTGRES_PASSWORD=restored "$(docker inspect -f '{{.Config.Image}}' "$postgres")" >/dev/null
# Over TCP: while it is set up, the server answers on its socket alone.
wait_for 60 docker exec "$mark-postgres" pg_isready -h 127.0.0.1 -U masthead -d masthead || fail 'no second server'
docker exec -i "$mark-postgres" pg_restore --exit-on-error --no-owner --no-privileges -U masthead -d masthead <"$work/dump" \
  || fail 'the dump cannot be restored'
docker run --detach --name "$mark" --network "$network" --publish 127.0.0.1::8080 \
  -e "QUARKUS_DATASOURCE_JDBC_URL=jdbc:postgresql://$mark-postgres:5432/masthead" -e QUARKUS_DATASOURCE_USERNAME=masthead \
  -e QUARKUS_DATASOURCE_PASSWORD=restored -e "MASTHEAD_ADMIN_KEY=$key" "$(docker inspect -f '{{.Config.Image}}' "$masthead")" >/dev/null
restored=http://$(docker port "$mark" 8080/tcp | head -n 1)
wait_for 120 curl -sf "$restored/api/v1/articles" || { docker logs "$mark" >&2; fail 'no Masthead over the dump'; }

answers "$base" >"$work/first"
answers "$restored" >"$work/second"
diff "$work/first" "$work/second" >&2 || fail 'the two answer differently'

every "$restored" "articles/$article/comments?limit=100" >"$work/restored"
every "$base" "articles/$article/comments?limit=100" | sort >"$work/all"
jq -r .id "$work/restored" | sort >"$work/ids"
[ -z "$(comm -23 <(sort "$work/before") "$work/ids")" ] || fail 'a comment is lost that had been acknowledged before'
[ -z "$(comm -13 "$work/all" <(sort "$work/restored"))" ] || fail 'a comment is there that is none of the first'
desk "$restored" POST /views/recount '{"repair": false}' \
  | jq -e '.differing == [] and .comments.differing == []' >/dev/null || fail 'totals do not add up'
printf 'backup: %s answers, %s of %s comments\n' "$(wc -l <"$work/second")" "$(wc -l <"$work/ids")" "$(wc -l <"$work/acknowledged")"
