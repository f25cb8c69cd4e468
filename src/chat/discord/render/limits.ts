/** What Discord takes at most (formats-and-limits.md §5.10); lengths are UTF-16 units after escaping, never fewer than Discord counts. */
export const limits = {
  content: 2000,
  title: 256,
  description: 4096,
  /** What a folded card spends on its body: more is a click away. */
  foldedText: 2800,
  /** A piece of running text, a snippet, a list: leaves room beside it. */
  piece: 1800,
  /** Of a table in equal columns: what an embed has room for on a phone. */
  tableLine: 36,
  small: 900,
  embeds: 10,
  rows: 5,
  buttons: 5,
  buttonText: 80,
  url: 512,
  id: 100,
  options: 25,
  optionText: 100,
  optionValue: 100,
  placeholder: 150,
  notice: 90,
  mentions: 50,
  modalTitle: 45,
  inputs: 5,
  label: 45,
  description100: 100,
  inputPlaceholder: 100,
  input: 4000,
  intro: 3900,
  altText: 1024,
} as const;
