/** What Slack takes at most (formats-and-limits.md §5.9); lengths are UTF-16 units after escaping. */
export const limits = {
  blocks: 50,
  modalBlocks: 100,
  /** Slack fails a little above 13 000 (`msg_blocks_too_long`). */
  messageText: 12_000,
  /** What a folded card spends on its body: more is a click away. */
  foldedText: 6000,
  section: 3000,
  /** A piece of running text: leaves room in a section for marks around it. */
  piece: 2900,
  /** Of a table in equal columns. */
  tableLine: 56,
  fields: 10,
  field: 2000,
  header: 150,
  buttonText: 75,
  buttonValue: 2000,
  url: 3000,
  elements: 25,
  contextElements: 10,
  /** Buttons and entries of More in one block: more of them, and their texts are too much for one message. */
  buttons: 8,
  more: 30,
  title: 600,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
  options: 100,
  optionGroups: 100,
  optionText: 75,
  optionValue: 150,
  placeholder: 150,
  id: 255,
  notice: 90,
  mentions: 50,
  viewTitle: 24,
  metadata: 3000,
  label: 2000,
  hint: 2000,
  input: 3000,
  fieldError: 250,
  altText: 2000,
} as const;
