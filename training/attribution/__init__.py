"""The attribution tagger: from annotated news to the ONNX file that ships."""
