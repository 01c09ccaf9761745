#!/usr/bin/env bash
# Walks through the main job of a running Masthead, from an author to a reader, and stops with
# exit code 1 at the first wrong answer.
#
#   walk.sh [BASE_URL [LAG]]      http://localhost:8080 without it
#
# LAG is how far behind readers may be, in seconds: with several replicas a request may go to one
# that has not heard yet what another has changed, which takes a second at most.
#
# MASTHEAD_ADMIN_KEY is the administrator's key. Needs curl and jq. Leaves one author, and one
# article in the bin.
set -euo pipefail

base=${1:-http://localhost:8080}
base=${base%/}
lag=${2:-0}
key=${MASTHEAD_ADMIN_KEY:?the administrator key of $base}
mark=$(date +%s)-$$
answer=$(mktemp -d)
trap 'rm -rf "$answer"' EXIT

fail() {
  printf 'walk: %s\n' "$*" >&2
  cat "$answer/head" "$answer/body" >&2
  exit 1
}

# call STATUS METHOD PATH [curl's options]: leaves head and body of the answer in $answer
call() {
  local expected=$1 method=$2 path=$3 status
  shift 3
  : >"$answer/head"
  : >"$answer/body"
  status=$(curl -sS --max-time 30 -X "$method" -D "$answer/head" -o "$answer/body" -w '%{http_code}' "$@" "$base$path") \
    || fail "$method $path: no answer"
  [ "$status" = "$expected" ] || fail "$method $path: $status, not $expected"
  printf 'walk: %s %s %s\n' "$status" "$method" "$path"
}

desk() {
  call "$1" "$2" "$3" -H "Authorization: Bearer $key" "${@:4}"
  [ "$2" = GET ] || sleep "$lag"
}

reader() {
  call "$1" "$2" "$3" -H 'User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' "${@:4}"
}

json() {
  printf 'Content-Type: %s' "${1:-application/json}"
}

# says WHAT JQ: the JSON of the last answer makes the expression true
says() {
  jq -e "${@:3}" "$2" "$answer/body" >/dev/null || fail "not said: $1"
}

value() {
  jq -er "$1" "$answer/body" || fail "no $1"
}

header() {
  tr -d '\r' <"$answer/head" | awk -F': ' -v name="$1" 'tolower($1) == name { print $2; exit }'
}

desk 201 POST /manage/v1/authors -H "$(json)" -d "{\"name\": \"Walk $mark\", \"kind\": \"guest\", \"email\": \"walk@example.org\"}"
author=$(value .slug)

call 401 POST /manage/v1/articles -H "$(json)" -d '{"title": "Nobody wrote this"}'
desk 400 POST /manage/v1/articles -H "$(json)" -d '{"titel": "A member that does not exist"}'

desk 201 POST /manage/v1/articles -H "$(json)" -d @- <<BODY
{
  "title": "Көпір ашылды $mark",
  "lang": "kk",
  "bylines": [{"author": "$author"}],
  "bodyFormat": "html",
  "body": "<p>The first <em>paragraph</em>.</p><script>alert(1)</script>"
}
BODY
article=$(value .id)
slug=$(value .slug)
etag=$(header etag)
says 'the script is reported as dropped' '.warnings | length > 0'

reader 404 GET "/api/v1/articles/$article"

publish="/manage/v1/articles/$article/publish"
desk 428 POST "$publish"
desk 200 POST "$publish" -H "If-Match: $etag"
etag=$(header etag)

reader 200 GET "/api/v1/articles/$slug"
says 'its title' ".title == \"Көпір ашылды $mark\""
says 'its byline' ".bylines[0].name == \"Walk $mark\""
says 'its body without the script' '.body.html | contains("<em>paragraph</em>") and (contains("script") | not)'
says 'nothing private' '[.. | strings | contains("walk@example.org")] | any | not'
tag=$(header etag)
reader 304 GET "/api/v1/articles/$slug" -H "If-None-Match: $tag"
reader 200 GET "/api/v1/articles?author=$author"
says 'the author has this one article' "[.items[].id] == [\"$article\"]"

reader 200 POST "/api/v1/articles/$slug/views"
says 'the first view counts' '. == {"counted": true, "views": 1}'
reader 200 POST "/api/v1/articles/$slug/views"
says 'its repeat does not' '. == {"counted": false, "views": 1}'

comments="/api/v1/articles/$slug/comments"
reader 202 POST "$comments" -H "$(json)" -d "{\"author\": {\"name\": \"Reader\", \"email\": \"walk@example.org\"}, \"body\": \"I crossed it, $mark.\"}"
comment=$(value .comment.id)
reader 200 GET "$comments"
says 'nothing before a moderator has seen it' '.items == []'
desk 200 GET "/manage/v1/comments/$comment"
desk 200 POST "/manage/v1/comments/$comment/approve" -H "If-Match: $(header etag)"
reader 200 GET "$comments"
says 'the comment, without its e-mail' ".items[0].body.text == \"I crossed it, $mark.\" and ([.. | strings | contains(\"walk@example.org\")] | any | not)"

desk 200 PATCH "/manage/v1/articles/$article" -H "$(json application/merge-patch+json)" -H "If-Match: $etag" -d '{"kicker": "Later"}'
etag=$(header etag)
reader 304 GET "/api/v1/articles/$slug" -H "If-None-Match: $tag"
desk 200 POST "$publish" -H "$(json)" -H "If-Match: $etag" -d '{}'
etag=$(header etag)
reader 200 GET "/api/v1/articles/$slug" -H "If-None-Match: $tag"
says 'the change, once published' '.kicker == "Later"'

desk 200 POST "/manage/v1/articles/$article/unpublish" -H "If-Match: $etag"
etag=$(header etag)
reader 404 GET "/api/v1/articles/$slug"
desk 204 DELETE "/manage/v1/articles/$article" -H "If-Match: $etag"

for document in delivery management; do
  reader 200 GET "/openapi/$document" -H 'Accept: application/json'
  says 'OpenAPI 3.1' '.openapi | startswith("3.1")'
done
reader 200 GET /docs -L

echo 'walk: done'
