#!/usr/bin/env bash
# Several replicas on one database, behind the proxy of compose.proxy.yaml: three start at once on an
# empty database and migrate it once; two do the main walk; three are restarted one after another
# under load, and no request is lost. Stops with exit code 1 at the first thing that is not so.
#
#   replicas.sh      after docker build -f src/main/docker/Dockerfile -t masthead .
#
# Needs Docker with docker compose or docker-compose, curl, jq, and java (17 or newer).
# DOCKER_BUILD_OPTIONS (--network=host, say) are passed to docker build.
set -euo pipefail
cd "$(dirname "$0")/../../.."

say() {
  printf 'replicas: %s\n' "$*"
}

fail() {
  printf 'replicas: %s\n' "$*" >&2
  "${compose[@]}" logs --tail=40 >&2 || true
  exit 1
}

# wait_for SECONDS COMMAND: until it succeeds
wait_for() {
  local end=$((SECONDS + $1))
  shift
  until "$@"; do
    [ "$SECONDS" -lt "$end" ] || return 1
    sleep 0.5
  done
}

if docker compose version >/dev/null 2>&1; then
  compose=(docker compose)
else
  compose=(docker-compose)
fi
compose+=(--project-name "masthead-replicas-$$" -f docker-compose.yml -f src/test/container/compose.proxy.yaml)
work=$(mktemp -d)
load=

cleanup() {
  rm -f "$work/loading"
  if [ -n "$load" ]; then
    wait "$load" || true
  fi
  "${compose[@]}" down --volumes >/dev/null 2>&1 || true
  rm -rf "$work"
}
trap cleanup EXIT

replicas() {
  "${compose[@]}" ps -q masthead
}

healthy() {
  [ "$(docker inspect -f '{{.State.Health.Status}}' "$1")" = healthy ]
}

# scale N: until all of them are ready
scale() {
  "${compose[@]}" up -d --no-recreate --scale "masthead=$1" >"$work/up.log" 2>&1 \
    || { cat "$work/up.log"; fail "cannot start $1 replicas"; }
  local replica
  for replica in $(replicas); do
    wait_for 240 healthy "$replica" || fail "a replica of $1 does not become ready"
  done
}

sql() {
  "${compose[@]}" exec -T postgres psql -qAtX -v ON_ERROR_STOP=1 -U masthead -d masthead "$@"
}

answers() {
  curl -sS --fail --max-time 5 -o /dev/null "$base/api/v1/articles" 2>/dev/null
}

desk() {
  curl -sS --fail-with-body --max-time 30 -H "Authorization: Bearer $MASTHEAD_ADMIN_KEY" -H 'Content-Type: application/json' \
    -H 'If-Match: *' "$base/manage/v1/$1" -d "$2"
}

export MASTHEAD_ADMIN_KEY=mh_several-replicas-of-this-test
export MASTHEAD_ADDRESS=127.0.0.1:18110-18139
export MASTHEAD_PROXY_PORT=${MASTHEAD_PROXY_PORT:-18100}
base=http://127.0.0.1:$MASTHEAD_PROXY_PORT
options=()
read -ra options <<<"${DOCKER_BUILD_OPTIONS:-}"
docker build "${options[@]}" -q -t masthead-proxy src/test/container/proxy >/dev/null

say 'three start at once on an empty database'
scale 3
migrations=$(find src/main/resources/db/migration -name 'V*.sql' | wc -l)
history=$(sql -c "select count(*) || ' ' || count(distinct version) || ' ' || bool_and(success) from flyway_schema_history where version is not null")
[ "$history" = "$migrations $migrations true" ] || fail "$migrations migrations, but the history has: $history"
wait_for 30 answers || fail 'the proxy does not answer'
say "$migrations migrations, each made once"

say 'two do the walk'
scale 2
# What another replica has kept may be a second behind.
src/test/container/walk.sh "$base" 1.2 >"$work/walk.log" 2>&1 || { cat "$work/walk.log"; fail 'the walk went wrong'; }

say 'three are restarted one after another under load'
scale 3
article=$(desk articles '{"title": "Read by many", "lang": "en", "body": "<p>Text.</p>", "bylines": [{"name": "A. Guest"}]}' | jq -er .id)
desk "articles/$article/publish" '{}' >/dev/null
sleep 2
touch "$work/loading"
java src/test/container/Load.java "$base" "$article" "$work/loading" "$work/comments" >"$work/load.log" 2>&1 &
load=$!
sleep 5
for replica in $(replicas); do
  docker stop --time 30 "$replica" >/dev/null
  code=$(docker inspect -f '{{.State.ExitCode}}' "$replica")
  [ "$code" = 0 ] || fail "a replica that is told to stop ends with $code"
  docker start "$replica" >/dev/null
  wait_for 240 healthy "$replica" || fail 'a replica does not come back'
  # Until the proxy has seen it, too: the next one is not stopped before.
  sleep 3
done
rm "$work/loading"
lost=0
wait "$load" || lost=$?
load=
cat "$work/load.log"
[ "$lost" = 0 ] || fail 'requests were lost'
views=$(sed -n 's/^requests=.* views=\([0-9]*\) .*/\1/p' "$work/load.log")
counted=$(sql -c "select views from edition_count where article_id = '$article'")
[ "$counted" = "$views" ] || fail "$views views were acknowledged, $counted are stored"
missing=$({
  echo 'create temp table acknowledged (id uuid);'
  echo 'copy acknowledged from stdin;'
  cat "$work/comments"
  printf '%s\n' '\.'
  echo 'select count(*) from acknowledged left join comment using (id) where comment.id is null;'
} | sql)
[ "$missing" = 0 ] || fail "$missing comments that were acknowledged are not stored"
say "done: $(tail -n 1 "$work/load.log"), all of them stored"
