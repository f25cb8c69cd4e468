import { watchParent } from '../../src/watch-parent.ts';

const alive = setInterval(() => {}, 1000);
watchParent(() => {
  clearInterval(alive);
  console.log('gone');
}, 20);
console.log('watching');
