/** @file Words of machines that perceive and act: computer vision, language processing and robotics. */
import type { ClassGroup } from "../grammar";

export const machines: ClassGroup = {
  shared:
    "neural networks, attention layers, transformer models, pretraining, reinforcement learning, labelled examples, contrastive learning, few-shot learning, benchmark scores, synthetic examples",
  classes: [
    {
      label: "computer vision",
      words: "pixels, natural images, image backbones, image benchmarks, visual features",
      subtopics: {
        recognition:
          "image classifiers, object detectors, convolutional networks, bounding boxes, fine-grained categories, image labels, feature pyramids, region proposals, visual attributes, image augmentation",
        segmentation:
          "semantic segmentation, instance masks, pixel labels, boundary refinement, panoptic segmentation, superpixels, medical scans, contour models, mask decoders, upsampling layers",
        "scene geometry":
          "depth maps, stereo matching, camera poses, radiance fields, structure-from-motion, epipolar geometry, multi-view images, surface reconstruction, local keypoints, bundle adjustment",
        "image synthesis":
          "diffusion models, image synthesis, style transfer, video frames, optical flow, action recognition, frame interpolation, super-resolution, face editing, image inpainting",
      },
    },
    {
      label: "language processing",
      words: "word embeddings, text corpora, masked tokens, sentence encoders, annotated documents",
      subtopics: {
        translation:
          "machine translation, parallel corpora, low-resource languages, back-translation, beam search, subword units, word alignment, bilingual dictionaries, translation memories, sentence pairs",
        "syntax and meaning":
          "dependency parsing, treebanks, part-of-speech tags, constituency trees, morphological analysis, grammar induction, syntactic heads, agreement errors, coreference chains, named entities",
        dialogue:
          "dialogue systems, question answering, chatbots, user intents, passage retrieval, reading comprehension, open-domain questions, dialogue states, response ranking, knowledge bases",
        "text analysis":
          "text summarisation, sentiment analysis, topic models, news headlines, text generation, factual errors, sarcasm detection, product reviews, stance detection, keyphrases",
      },
    },
    {
      label: "robotics",
      words: "robot arms, onboard sensors, servo motors, robot demonstrations, inverse kinematics",
      subtopics: {
        manipulation:
          "robotic grasping, gripper forces, tactile sensing, object manipulation, robot hands, pick-and-place tasks, contact forces, soft grippers, dexterous fingers, cloth folding",
        navigation:
          "obstacle avoidance, path planning, occupancy grids, landmark maps, mobile robots, lidar scans, wheel odometry, loop closures, indoor navigation, motion planners",
        locomotion:
          "legged locomotion, joint torques, gait transitions, balance control, quadrupeds, humanoids, actuator delays, model-predictive control, rough terrain, exoskeletons",
        "aerial and teamed robots":
          "quadrotors, drone swarms, aerial robots, human-robot teams, shared autonomy, flight controllers, formation control, swarm coordination, teleoperation, gesture commands",
      },
    },
  ],
};
