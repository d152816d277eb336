/** Of the vault and its key. */
export const vaultForms = {
  'vault-open-to-others': 'Others may read or change {path}. Close it with: {command}',
  'vault-before-damaged': 'The generation before, {path}, is damaged. The next save replaces it.',
  'vault-older': '{path} is older than the generation kept beside it. The newer one was opened.',
  'vault-was-missing':
    '{path} was missing. The generation before it was opened: a session may ask you to sign in again.',
  'vault-was-damaged':
    '{path} was damaged and did not open. It is set aside, and the generation before it was opened: a session may ask you to sign in again.',
  'vault-kept-aside': 'A damaged vault is kept as {path}. Delete it when you do not need it.',
  'vault-unwritten':
    '{path} could not be saved: {@why}. Signet goes on from memory and tries again at the next change; until a save succeeds, a restart will need a new sign-in.',
  'disk-full': 'the disk is full. Free some space',
  'disk-read-only': 'the file system is read-only. Make it writable',
  'disk-not-allowed': 'the system does not allow it. Look at the owner and mode of the folder',
  'disk-not-a-file': 'something that is not a file stands in its place. Move it away',
  'disk-broken': 'the disk reports an error. Look at the disk',
  'vault-locked': 'The vault is locked.',
  'vault-locked-by-hand': 'The vault was locked by hand.',
  'vault-locked-passphrase': 'The vault is locked with a passphrase.',
  'vault-not-readable': '{path} cannot be read ({fault}). Nothing was changed.',
  'vault-lost':
    'The vault in {folder} is damaged, and no generation of it opens. What was there is kept: {kept}.',
  'vault-of-newer':
    '{path} was written by a newer version of Signet. Nothing was changed. Update Signet to open it.',
  'vault-other-key':
    'The key that was found does not open the vault in {folder}: it is the key of another vault, or the vault is damaged. Nothing was changed. If you have a backup of the key, restore it.',
  'vault-begin-anew':
    'To begin anew, move the files of {folder} elsewhere, run `signet unlock` and sign in again.',
  'vault-key-gone': 'The sealed key {path} is gone.',
  'vault-key-damaged':
    'The sealed key {path} is damaged. Nothing was changed. If you have a copy of it, put it back.',
  'vault-key-not-kept':
    'The vault in {folder} is there, but its key is not in this key store. Nothing was changed. If you have a backup of the key store, restore it.',
  'vault-wrong-file-passphrase': 'The passphrase in {path} does not open the vault. Put the right one there.',
  'key-store-off': 'The key store is turned off by SIGNET_KEY_STORE=off.',
  'key-store-dismissed': 'The key store was not opened: its dialog was dismissed.',
  'key-store-is-locked': 'The key store of this system is locked.',
  'key-store-refused': 'The key store of this system refused.',
  'key-store-none':
    'There is no key store to use here: no Secret Service on this session, or no keyring in it.',
  'key-store-silent': 'The key store of this system does not answer.',
  'key-store-ended': 'The key store cannot be reached: the process that speaks to it ended.',
  'vault-key-changes': 'What opens the vault changes.',
  'vault-passphrase-rule':
    'A passphrase will seal the vault on this machine: at least {#characters} characters, or {#words} words.',

  'vault-passphrase-then': 'Then a passphrase seals the vault.',
  'vault-nobody': 'Nobody can be asked for {what} here.',

  // The next step, in a terminal: a window has a button for it.
  'unlock-or-file':
    'Run `signet unlock` in a terminal, or name a file that holds the passphrase in SIGNET_PASSPHRASE_FILE.',
  'unlock-now': 'Run `signet unlock`.',
  'unlock-with': 'Open it with: signet unlock',
  'unlock-once-right': 'Put that right, then run `signet unlock`.',
  'unlock-empty': 'Run `signet unlock` to begin with an empty vault, then sign in again.',
  'unlock-allow': 'Run `signet unlock` and allow it.',
  'unlock-key-store-first': 'Unlock it (signing in to the desktop does), then run `signet unlock`.',
  'unlock-allow-there': 'Allow Signet there, then run `signet unlock`.',
  'unlock-dialog-first': 'It may be waiting in a dialog: unlock it there, then run `signet unlock`.',
  'unlock-again': 'Run `signet unlock` to try again.',

  'vault-opened': 'The vault is open.',
  'key-moved-kept-there':
    'The key store did not let go of the key: remove the entry of Signet there, or it opens the vault too.',
} as const
