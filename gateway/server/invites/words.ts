import { randomInt } from 'node:crypto';

/**
 * The words that agent and customer compare: short, common, hard to mishear, the same in every language.
 * 15,006 pairs: enough to tell two linked pages apart; the words are no secret.
 */
const WORDS = (
  'amber anchor apple arrow autumn balcony bamboo basket beacon berry blanket blossom bottle branch breeze bridge ' +
  'bucket butter button cabin camel candle canvas canyon carpet castle cedar chalk cherry circle cloud clover ' +
  'cobalt coffee comet copper coral cotton cricket crystal daisy dolphin dragon eagle ember falcon feather fern ' +
  'finger forest fountain galaxy garden ginger glacier globe granite grape guitar hammer harbor harvest hazel honey ' +
  'horizon island ivory jacket jasmine jungle kettle kitchen ladder lagoon lantern lemon lily lobster magnet mango ' +
  'maple marble meadow melon mirror mountain nectar needle nutmeg ocean olive orange orchid otter oyster paddle ' +
  'palace panda paper parrot pebble pepper pillow planet plum pocket pumpkin quartz rabbit raven ribbon river rocket ' +
  'saddle salmon sandal saturn shadow silver spider sugar summer sunset'
).split(' ');

/** Two different words, for example "copper lantern". */
export function newWords(): string {
  const first = randomInt(WORDS.length);
  const second = (first + 1 + randomInt(WORDS.length - 1)) % WORDS.length;
  return `${WORDS[first]} ${WORDS[second]}`;
}
