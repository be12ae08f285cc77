"""Requests and answers without any input or output but the reading of pictures, for both clients.

A call is a generator: it yields what is to be done, a request to send or seconds to wait, and is sent the answer.
"""
