import type { selection as english } from '../en/selection.ts'

export const selection: typeof english = {
  bar: 'Was sich mit der Auswahl tun lässt',
  count: (n) => `${n} ausgewählt`,
  production: (n) => (n === 1 ? '1 ist Produktion' : `${n} sind Produktion`),
  andMore: (n) => `und ${n} weitere`,
  clear: 'Aufheben',
  clearCommand: 'Auswahl aufheben',
  more: 'Weiteres für die Auswahl',
  command: (action, n) => `${action}: ${n} ausgewählt`,
  copy: 'Namen kopieren',
  copied: (n) => `Kopiert: die Namen von ${n} Profilen`,
  pin: 'Zu den Favoriten',
  unpin: 'Aus den Favoriten',
  tag: 'Tags …',
  guard: 'Regel …',
  markProduction: 'Als Produktion markieren',
  remove: 'Entfernen …',
  renew: 'Jetzt erneuern',
  renewed: (n) => (n === 1 ? '1 Sitzung erneuert.' : `${n} Sitzungen erneuert.`),
  notRenewed: (failed, all, why) => `${failed} von ${all} Sitzungen ließen sich nicht erneuern. ${why}`,
  tooMany:
    'Diese Namen sind zu lang, um sie auf einmal zu senden. Nichts wurde geändert. Wählen Sie weniger Profile.',
  marked: (n) => (n === 1 ? '1 Profil geändert.' : `${n} Profile geändert.`),
  removeTitle: (n) => (n === 1 ? '1 Profil entfernen' : `${n} Profile entfernen`),
  removeSubmit: (n) => (n === 1 ? '1 Profil entfernen' : `${n} Profile entfernen`),
  removeHint:
    'Ihre Abschnitte verlassen Ihre AWS-Konfiguration in einer Änderung. Eine Kopie bleibt: Einmal Rückgängig holt alle zurück.',
  removed: (n) => (n === 1 ? '1 Profil ist entfernt.' : `${n} Profile sind entfernt.`),
  keysStay: (n) =>
    n === 1
      ? '1 hat Zugriffsschlüssel und bleibt: Vielleicht stehen sie nirgends sonst.'
      : `${n} haben Zugriffsschlüssel und bleiben: Vielleicht stehen sie nirgends sonst.`,
  defaultStays: 'Das Standardprofil bleibt.',
  diffCut: (shown, all) => `Die ersten ${shown} von ${all} Zeilen.`,
  tagTitle: (n) => `Tags von ${n} Profilen`,
  addTags: 'Tags hinzufügen',
  removeTags: 'Wegnehmen',
  tagCount: (tag, n) => `#${tag} (${n})`,
  guardTitle: (n) => `Regel von ${n} Profilen`,
  choose: 'Bitte wählen …',
  guardChanges: (changed, all) =>
    changed === 0 ? 'Alle sind schon so.' : `Ändert ${changed} von ${all} Profilen.`,
  notServed: (n) =>
    n === 1
      ? '1 wird nicht von Signet bedient und hat keine Regel.'
      : `${n} werden nicht von Signet bedient und haben keine Regel.`,
  leaveProduction: (n) =>
    n === 1 ? 'Das Produktionsprofil auslassen' : `Die ${n} Produktionsprofile auslassen`,
  tooManyGuarded: (n, most) =>
    `${n} Namen wären einzugeben, und höchstens ${most} gehen auf einmal. Lassen Sie die Produktionsprofile aus, oder wählen Sie weniger.`,
}
