"""
Calls an API many times, by turns with keys that a process gives and with fixed keys, and says what that took.

Arguments: profile, calls, endpoint of STS. The fixed keys are asked of the same process, once. Prints JSON.
"""
import json
import subprocess
import sys
import time

profile, calls, endpoint = sys.argv[1], int(sys.argv[2]), sys.argv[3]

runs = 0
in_runs = 0.0


class CountedProcess(subprocess.Popen):
    """What botocore runs for credentials, counted. Its time counts from its start to the end of its output."""

    def __init__(self, *args, **kwargs):
        global runs
        runs += 1
        self.begun = time.perf_counter()
        super().__init__(*args, **kwargs)

    def communicate(self, *args, **kwargs):
        global in_runs
        try:
            return super().communicate(*args, **kwargs)
        finally:
            in_runs += time.perf_counter() - self.begun


# botocore takes the name when it is loaded.
subprocess.Popen = CountedProcess
import boto3  # noqa: E402
from botocore.config import Config  # noqa: E402

config = Config(retries={'max_attempts': 0})
by_process = boto3.Session(profile_name=profile)
client = by_process.client('sts', endpoint_url=endpoint, config=config)
keys = by_process.get_credentials().get_frozen_credentials()
fixed = boto3.Session(
    aws_access_key_id=keys.access_key,
    aws_secret_access_key=keys.secret_key,
    aws_session_token=keys.token,
    region_name='us-east-1',
).client('sts', endpoint_url=endpoint, config=config)

times = {'process': [], 'fixed': []}
for each in (client, fixed):
    each.get_caller_identity()
runs, in_runs = 0, 0.0
for _ in range(calls):
    for name, each in (('process', client), ('fixed', fixed)):
        begun = time.perf_counter()
        each.get_caller_identity()
        times[name].append((time.perf_counter() - begun) * 1000)
print(json.dumps({'runs': runs, 'inRunsMilliseconds': in_runs * 1000, 'times': times}))
