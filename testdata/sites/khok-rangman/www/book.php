<html>
<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>คู่มือดูแลผู้สูงอายุ สำหรับประชาชน</title>
<style>body{font:14px Tahoma;background:#fffbe8}h2,.hd{background:#0a6;color:#fff;padding:4px}</style>
</head>
<body bgcolor="#fffbe8" topmargin="0"><h2>คู่มือดูแลผู้สูงอายุ สำหรับประชาชน</h2><p>หนังสือความรู้การดูแลผู้สูงอายุติดบ้าน: อาหาร การออกกำลังกาย การป้องกันหกล้ม จัดทำโดยงานผู้สูงอายุ พิมพ์ครั้งที่ 2</p></body>
</html>