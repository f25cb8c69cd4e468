/** What is written on any of these is readable (contrast 7:1 and more), and neighbours differ for colour-blind eyes, too. */
export const ink = '#14181f';
export const personColours = ['#9ecbff', '#ffc078', '#b2e0a0', '#f5b3d1', '#d3c4f3', '#f4e285', '#8ed9d2', '#dcbfa0', '#c3d56b', '#c3c9d1'] as const;
export const paper = '#ffffff';
export const softInk = '#4a5261';
export const line = '#cfd5dd';
export const weekend = '#eef1f5';
export const night = '#26304a';
export const alarm = '#c1121f';
export const alarmGround = '#ffe3e3';

/** Everyone's colour, in the order given; with more people than colours the first ones come again. */
export const colourOf = (people: readonly string[]): ReadonlyMap<string, string> => new Map(people.map((id, at) => [id, personColours[at % personColours.length]!]));
