import { readObservation } from "../../../../packages/cli/tighten/observation";

const printed = `state running healthy
held CAP_CHOWN
held CAP_SETUID

held CAP_SETGID
tmpfs /tmp
mount /data
volume /data
mount /usr/local/etc/redis/redis.conf
mount /run/secrets/password
limit memory 134217728
limit pids 512
changed C /run
changed C /run/secrets
changed A /run/secrets/password
changed A /run/redis
changed A /run/redis/redis.pid
changed C /var
changed C /var/lib
changed A /var/lib/redis
changed C /usr
changed C /usr/local
changed C /usr/local/etc
changed A /usr/local/etc/redis
changed A /usr/local/etc/redis/redis.conf
changed C /etc
changed C /etc/group
changed A /tmp/x
filled /etc
filled /usr/local/etc
peak memory 13008896
peak pids 14
listens tcp 6379
used setuid
used setgid
denied { read } for pid=7 comm="redis" scontext=a tcontext=b tclass=dir permissive=0
watched 15
`;

test("the lines of a watched container become what it had and did, without the places of its mounts", () => {
  expect(readObservation(printed)).toEqual({
    state: "running healthy",
    held: ["CHOWN", "SETGID", "SETUID"],
    used: ["SETGID", "SETUID"],
    isReadOnly: false,
    written: ["/etc", "/run/redis", "/var/lib"],
    filled: ["/etc"],
    tmpfs: ["/tmp"],
    volumes: ["/data"],
    memory: { limit: 134_217_728, peak: 13_008_896 },
    pids: { limit: 512, peak: 14 },
    listens: ["tcp 6379"],
    denied: ['{ read } for pid=7 comm="redis" scontext=a tcontext=b tclass=dir permissive=0'],
  });
});

test("a folder within another one that is written in is not one of its own", () => {
  const changes = ["C /run", "A /run/a.pid", "A /run/b", "A /run/b/c", "A /x"].map((change) => `changed ${change}\n`);
  const observed = readObservation(`state running unchecked\n${changes.join("")}watched 1\n`);
  expect(observed?.written).toEqual(["/"]);
});

test("a container that ended has no peaks and no limits of its own", () => {
  const observed = readObservation("state exited unchecked\nreadonly 1\nlimit memory 0\nwatched 1\n");
  expect(observed).toMatchObject({ state: "exited unchecked", isReadOnly: true, memory: {}, pids: {} });
});

test.each(["", "state running healthy\n", "watched 15\n"])(
  "the output %j, which was cut off, is not an observation",
  (text) => {
    expect(readObservation(text)).toBeUndefined();
  },
);
