#!/bin/sh
# Gives one command line of `feed` to the desk of a stage, waits for its end, and prints what it said (docs/runbook.md):
#
#     sh stacks/desk.sh status
#     sh stacks/desk.sh release h-1a2b3c4d --who Kim --why "the office confirmed it"
#
# Where the desk is, `sh stacks/names.sh` says after a deployment: DESK_CLUSTER, DESK_TASK, DESK_SUBNETS (with commas between),
# DESK_GROUP, DESK_LOGS. It ends as the command did: 0 fine, 1 problems, 2 wrong usage, 3 held.
set -eu

for name in DESK_CLUSTER DESK_TASK DESK_SUBNETS DESK_GROUP DESK_LOGS; do
  eval "value=\${$name:-}"
  if [ -z "$value" ]; then
    echo "$name is not set: sh stacks/names.sh says it after a deployment." >&2
    exit 2
  fi
done
if [ $# -eq 0 ]; then
  echo 'usage: sh stacks/desk.sh COMMAND [words], such as: sh stacks/desk.sh status' >&2
  exit 2
fi

overrides=$(node -e '
  const command = [...process.argv.slice(1), "--home", "aws"]
  console.log(JSON.stringify({ containerOverrides: [{ name: "desk", command }] }))
' -- "$@")
# One of two words is `None`: the task, or why there is none.
answer=$(aws ecs run-task --cluster "$DESK_CLUSTER" --task-definition "$DESK_TASK" --launch-type FARGATE \
  --network-configuration "awsvpcConfiguration={subnets=[$DESK_SUBNETS],securityGroups=[$DESK_GROUP],assignPublicIp=DISABLED}" \
  --overrides "$overrides" --query '[tasks[0].taskArn, failures[0].reason]' --output text)
task=${answer%%[[:space:]]*}
if [ "$task" = None ]; then
  echo "the desk can not be asked: ${answer#None?}" >&2
  exit 1
fi
echo "asked the desk: ${task##*/}" >&2
aws ecs wait tasks-stopped --cluster "$DESK_CLUSTER" --tasks "$task"
told() {
  aws ecs describe-tasks --cluster "$DESK_CLUSTER" --tasks "$task" --query "tasks[0].$1" --output text
}
code=$(told 'containers[0].exitCode')
if [ "$code" = None ]; then
  echo "the desk never began: $(told stoppedReason)" >&2
  exit 1
fi
# All pages of it; get-log-events gives one.
aws logs filter-log-events --log-group-name "$DESK_LOGS" --log-stream-names "desk/desk/${task##*/}" \
  --query 'events[].[message]' --output text
exit "$code"
