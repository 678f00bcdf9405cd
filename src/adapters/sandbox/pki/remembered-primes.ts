/**
 * What `primesOf` finds for the authorities and for the cast's certificates, which nearly every run uses, so that it need
 * not search. A test searches again.
 */
export const rememberedPrimes: Readonly<Record<string, readonly [number, number]>> = {
  'authority/publicRoot': [498, 274],
  'authority/token': [1646, 100],
  'authority/sim': [38, 104],
  'authority/remote': [278, 448],
  'authority/governmentRoot': [2196, 1214],
  'authority/agencies': [788, 592],
  'authority/rogueRoot': [1940, 64],
  'authority/rogueToken': [786, 22],
  'certificate/5101be692f9dcc75afec': [660, 146],
  'certificate/55ac3f4740632cec4949': [462, 602],
  'certificate/5acad6ee29ec289eb4d4': [336, 898],
  'certificate/5a07ce1acd664830c8ed': [104, 180],
  'certificate/52d4c815fa5ded6d4ded': [590, 88],
  'certificate/5f86f94985c3c1d26643': [606, 604],
  'certificate/50895afb74fff2857083': [476, 694],
  'certificate/522e84f3d1e7d0b4d7b6': [710, 32],
  'certificate/5015c7d0bc18fe88fa2e': [236, 344],
  'certificate/57507beb97b4fed8810a': [16, 206],
  'certificate/58825b9e724b1b5084d6': [50, 62],
  'certificate/5f86a251d7e9dae065ae': [442, 28],
};
