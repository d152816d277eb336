/** Several profiles at once. */
export const selection = {
  bar: 'What can be done with the selection',
  count: (n: number) => `${n} selected`,
  production: (n: number) => (n === 1 ? '1 is production' : `${n} are production`),
  andMore: (n: number) => `and ${n} more`,
  clear: 'Clear',
  clearCommand: 'Clear the selection',
  more: 'More for the selection',
  command: (action: string, n: number) => `${action}: ${n} selected`,
  copy: 'Copy names',
  copied: (n: number) => `Copied: the names of ${n} profiles`,
  pin: 'Add to favourites',
  unpin: 'Remove from favourites',
  tag: 'Tags…',
  guard: 'Policy…',
  markProduction: 'Mark as production',
  remove: 'Remove…',
  renew: 'Renew now',
  renewed: (n: number) => (n === 1 ? 'Renewed 1 session.' : `Renewed ${n} sessions.`),
  notRenewed: (failed: number, all: number, why: string) =>
    `${failed} of ${all} sessions could not be renewed. ${why}`,
  tooMany: 'These names are too long to be sent at once. Nothing was changed. Select fewer profiles.',
  marked: (n: number) => (n === 1 ? '1 profile changed.' : `${n} profiles changed.`),
  removeTitle: (n: number) => (n === 1 ? 'Remove 1 profile' : `Remove ${n} profiles`),
  removeSubmit: (n: number) => (n === 1 ? 'Remove 1 profile' : `Remove ${n} profiles`),
  removeHint:
    'Their sections leave your AWS config in one change. A copy is kept: one undo brings all of them back.',
  removed: (n: number) => (n === 1 ? '1 profile is removed.' : `${n} profiles are removed.`),
  keysStay: (n: number) =>
    n === 1
      ? '1 has access keys and stays: they may be kept nowhere else.'
      : `${n} have access keys and stay: they may be kept nowhere else.`,
  defaultStays: 'The default profile stays.',
  diffCut: (shown: number, all: number) => `The first ${shown} of ${all} lines.`,
  tagTitle: (n: number) => `Tags of ${n} profiles`,
  addTags: 'Add tags',
  removeTags: 'Take away',
  tagCount: (tag: string, n: number) => `#${tag} (${n})`,
  guardTitle: (n: number) => `Policy of ${n} profiles`,
  choose: 'Choose…',
  guardChanges: (changed: number, all: number) =>
    changed === 0 ? 'All of them are like that already.' : `Changes ${changed} of ${all} profiles.`,
  notServed: (n: number) =>
    n === 1
      ? '1 is not served by Signet and has no policy.'
      : `${n} are not served by Signet and have no policy.`,
  leaveProduction: (n: number) =>
    n === 1 ? 'Leave the production profile out' : `Leave the ${n} production profiles out`,
  tooManyGuarded: (n: number, most: number) =>
    `${n} names would have to be typed, and at most ${most} are at a time. Leave the production profiles out, or select fewer.`,
}
